// SPDX-License-Identifier: Apache-2.0
// What `assay test` takes for a case: decided, guarded, recorded, compared.
import type { IssuanceRequest, JsonObject } from '@assay/core/model';
import {
  compileProject,
  createFileRunner,
  parseProject,
  parseTests,
  testContextOf,
  testPdp,
  type CompiledPolicySet,
  type Project,
  type TestFile,
} from '@assay/policy';
import { median } from './measure.ts';
import { projectFiles } from './project.ts';
import { createWorkload, type Workload } from './workload.ts';

export interface PolicyTestFigures {
  readonly rules: number;
  readonly cases: number;
  readonly perSecond: number;
}

/** A project, and tests that pass. */
export interface TestedProject {
  readonly project: Project;
  readonly compiled: CompiledPolicySet;
  readonly file: TestFile;
}

/** The workload as a project with `count` cases, which expect what is decided today: scopes, and (as a check of the table) nothing else. */
export async function testedProject(workload: Workload, count: number): Promise<TestedProject> {
  const files = projectFiles(workload);
  const { project } = parseProject((path) => files.get(path));
  const compiled = project && compileProject(project).compiled;
  if (!project || !compiled) throw new Error('the workload does not compile');
  const read = (expected: readonly (readonly string[] | undefined)[]): TestFile => {
    const tests = workload.inputs.slice(0, count).map((input, i) => testOf(input, i, expected[i]));
    const { tests: file, diagnostics } = parseTests(
      'bench.test.yaml',
      JSON.stringify({ tests }),
      testContextOf(project),
    );
    if (!file || diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics.slice(0, 3)));
    return file;
  };
  const draft = read([]);
  const run = createFileRunner(project, testPdp(compiled), draft);
  const expected: (readonly string[] | undefined)[] = [];
  for (const test of draft.tests) {
    for (const testCase of test.cases) {
      const { outcomes } = await run(test, testCase);
      const decision = outcomes[0]?.decision;
      expected.push(decision?.outcome === 'permit' ? decision.scopes.granted.map(({ scope }) => scope) : undefined);
    }
  }
  return { project, compiled, file: read(expected) };
}

function testOf(
  {
    request,
    attributes,
  }: { readonly request: IssuanceRequest; readonly attributes: { readonly [source: string]: JsonObject } },
  index: number,
  scopes: readonly string[] | undefined,
): JsonObject {
  const { risk, ...others } = attributes;
  return {
    test: `case ${index}`,
    subject: { id: request.subject.id },
    client: { id: request.client.id },
    request: { scopes: request.scopes, targets: request.targets, parameters: request.context.parameters },
    sources: { ...others, risk: risk && Object.hasOwn(risk, 'score') ? risk : 'nothing' },
    expect: scopes === undefined ? { outcome: 'deny' } : { scopes },
  };
}

const ROUNDS = 15;

export async function benchPolicyTests(size: number): Promise<PolicyTestFigures> {
  const { project, compiled, file } = await testedProject(createWorkload(size), 1000);
  const run = createFileRunner(project, testPdp(compiled), file);
  const rates: number[] = [];
  let failed = 0;
  for (let round = -2; round < ROUNDS; round++) {
    const start = performance.now();
    for (const test of file.tests)
      for (const testCase of test.cases) failed += (await run(test, testCase)).mismatches.length;
    if (round >= 0) rates.push((1000 * file.tests.length) / (performance.now() - start)); // the first two only warm up
  }
  if (failed > 0) throw new Error('a case failed');
  return { rules: size, cases: file.tests.length, perSecond: median(rates) };
}

if (import.meta.main) console.log(JSON.stringify(await benchPolicyTests(Number(process.argv[2] ?? 100))));
