// SPDX-License-Identifier: Apache-2.0
import { compileProject, type CompiledPolicySet } from '../compile/compile.ts';
import { parseProject } from '../document/parse-project.ts';
import type { Project } from '../document/project.ts';
import { parseTests } from '../tests/parse-tests.ts';
import { createFileRunner, testPdp, type CaseResult } from '../tests/run-tests.ts';
import type { TestFile } from '../tests/test-case.ts';
import { testContextOf } from '../tests/test-context.ts';

/** A project with one policy over two sources, and a file of tests. */
export interface Tested {
  readonly project: Project;
  readonly compiled: CompiledPolicySet;
  readonly file: TestFile;
}

export const TESTED_PROJECT: string = `
assay: 1
name: example
policies: [policy.yaml]
governs: { outside: deny, audiences: [https://api.example.com] }
inputs:
  parameters: { type: object, properties: { deal: { type: string } } }
sources:
  iga:
    owner: iga@example.com
    driver: static
    file: iga.yaml
    key: subject.id
    timeout: 100ms
    schema:
      type: object
      required: [roles]
      properties:
        roles: { type: array, items: { type: string } }
        tenant: { type: string }
  risk:
    owner: fraud@example.com
    driver: static
    file: risk.yaml
    timeout: 100ms
    failed: { score: 100 }
    schema: { type: object, required: [score], properties: { score: { type: integer } } }
log: { file: records.jsonl }
`;

/** The policy most tests are about. */
export const POLICY = `policy: example
owner: iam@example.com
gates:
  - rule: anyone
    permit: subject.type != "workload"
scopes:
  read:
    - rule: reader
      permit: '"reader" in iga.roles'
  write:
    - rule: writer
      permit: '"writer" in iga.roles && risk.score < 50'
      lifetime: 5m
    - rule: not-on-deal
      deny: has(request.deal) && request.deal == "d1"
      reason: conflicted
  approve:
    - rule: strong
      permit: '"writer" in iga.roles'
      require: { step_up: { acr: phr } }
claims:
  tenant:
    - rule: tenant
      when: has(iga.tenant)
      value: iga.tenant
  email:
    - rule: third-party
      remove: client.registration == "third_party"
lifetime:
  - rule: night
    when: context.time < 1000
    max: 1m
`;

/** Fixtures most tests are made of. */
export const FIXTURES = `fixtures:
  subjects: { sam: { groups: [staff] }, kim: {}, bot: { type: workload } }
  clients: { web: {}, app: { registration: third_party } }
  requests: { read: { scopes: [read] }, both: { scopes: [read, write] } }
  sources:
    iga: { sam: { roles: [reader, writer], tenant: north }, kim: { roles: [reader] } }
    risk: { score: 10 }
`;

/** A project and its tests. Throws where they have mistakes. */
export function tested(tests: string, policy: string = POLICY, projectText: string = TESTED_PROJECT): Tested {
  const files = new Map([
    ['assay.yaml', projectText],
    ['policy.yaml', policy],
    ['iga.yaml', '{}\n'],
    ['risk.yaml', 'score: 1\n'],
  ]);
  const { project, diagnostics } = parseProject((path) => files.get(path));
  const compiled = project && compileProject(project);
  if (!project || !compiled?.compiled)
    throw new Error(JSON.stringify([...diagnostics, ...(compiled?.diagnostics ?? [])]));
  const parsed = parseTests('a.test.yaml', tests, testContextOf(project));
  if (!parsed.tests || parsed.diagnostics.length > 0) throw new Error(JSON.stringify(parsed.diagnostics));
  return { project, compiled: compiled.compiled, file: parsed.tests };
}

/** What the cases of a file came to. */
export async function resultsOf({ project, compiled, file }: Tested): Promise<readonly CaseResult[]> {
  const run = createFileRunner(project, testPdp(compiled), file);
  const results: CaseResult[] = [];
  for (const test of file.tests) for (const testCase of test.cases) results.push(await run(test, testCase));
  return results;
}
