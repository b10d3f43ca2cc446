// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import {
  createCoverage,
  mutate,
  renderDiagnostics,
  testPdp,
  toJsonDiagnostics,
  watchDecisions,
  type CaseResult,
  type Coverage,
  type MutationResult,
  type TestFile,
} from '@assay/policy';
import type { CompiledProject } from '../compiled-project.ts';
import { errorCode } from '../error-code.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Account } from '../explanation.ts';
import { Failure } from '../failure.ts';
import { requireCompiled } from '../require-compiled.ts';
import type { Session } from '../session.ts';
import { coverageJson } from '../views/coverage-json.ts';
import { coverageListing, coverageText } from '../views/coverage-text.ts';
import { junitXml } from '../views/junit.ts';
import { mutationJson } from '../views/mutation-json.ts';
import { mutationText } from '../views/mutation-text.ts';
import { testJson } from '../views/test-json.ts';
import { testText } from '../views/test-text.ts';
import { explainCase } from './explain-case.ts';
import { findTests } from './find-tests.ts';
import { createProgress } from '../progress.ts';
import { countCases, filterTests, isBroken, readTests, runTests, type ReadTests, type TestRun } from './test-run.ts';

export interface TestOptions {
  readonly filter?: readonly string[];
  readonly bail?: boolean;
  readonly junit?: string;
  readonly coverage?: boolean;
  /** Of a hundred. */
  readonly coverageThreshold?: number;
  readonly coverageListing?: boolean;
  readonly mutate?: boolean;
}

/** What a run came to, with what was asked for beside it. */
interface Ran {
  readonly run: TestRun;
  readonly explanations: ReadonlyMap<CaseResult, Account>;
  readonly coverage?: Coverage;
  readonly mutation?: MutationResult;
}

/** Runs the tests once, and prints what came of it. Throws a Failure where the project, or a file of tests, has mistakes. */
export async function runOnce(session: Session, named: readonly string[], options: TestOptions): Promise<ExitCode> {
  const deciding = requireCompiled(session);
  const read = readTests(findTests(deciding.directory, named, session), deciding);
  if (isBroken(read)) throw broken(read, deciding, session);
  const files = filterTests(read.files, options.filter ?? []);
  if (countCases(files) === 0)
    throw new Failure('ERR_USAGE', 'no case has this in its name', { help: 'leave `--filter` out' });
  const pdp = testPdp(deciding.compiled);
  const wantsCoverage = options.coverage || options.coverageListing || options.coverageThreshold !== undefined;
  const collector = wantsCoverage ? createCoverage(deciding.compiled, pdp) : undefined;
  const progress = createProgress(session);
  const run = await runTests(files, deciding, collector ? watchDecisions(pdp, collector.see) : pdp, {
    bail: options.bail ?? false,
    stopwatch: session.io.stopwatch,
    progress: progress.at,
  });
  progress.end();
  const coverage = collector?.coverage();
  // a test that fails already notices nothing
  const mutation = options.mutate && run.failed === 0 ? await mutated(files, deciding, session) : undefined;
  const explanations = await explained(run, deciding);
  const ran: Ran = { run, explanations, ...(coverage && { coverage }), ...(mutation && { mutation }) };
  if (options.junit !== undefined) writeJunit(options.junit, run, session);
  print(ran, options, deciding, session);
  const isRefused = run.failed > 0 || isBelow(coverage, options) || (mutation?.missed.length ?? 0) > 0;
  return isRefused ? EXIT.refused : EXIT.ok;
}

async function mutated(
  files: readonly TestFile[],
  { project, compiled }: CompiledProject,
  session: Session,
): Promise<MutationResult> {
  const progress = createProgress(session, 'changes of the policy');
  const result = await mutate({ project, compiled, pdp: testPdp(compiled), files, progress: progress.at });
  progress.end();
  return result;
}

function isBelow(coverage: Coverage | undefined, { coverageThreshold }: TestOptions): boolean {
  return coverage !== undefined && coverageThreshold !== undefined && coverage.percent < coverageThreshold;
}

/** How many failures are explained: nobody reads more of them at once. */
const MOST_EXPLAINED = 50;

async function explained(run: TestRun, deciding: CompiledProject): Promise<ReadonlyMap<CaseResult, Account>> {
  const pdp = testPdp(deciding.compiled);
  const found = new Map<CaseResult, Account>();
  for (const { file, results } of run.files) {
    for (const result of results) {
      if (result.mismatches.length === 0 || found.size >= MOST_EXPLAINED) continue;
      const account = await explainCase(result, file, pdp, deciding);
      if (account) found.set(result, account);
    }
  }
  return found;
}

function print(
  { run, explanations, coverage, mutation }: Ran,
  options: TestOptions,
  deciding: CompiledProject,
  session: Session,
): void {
  const { io, json, paint } = session;
  if (json) {
    const ofCoverage = coverage && { coverage: { ...coverageJson(coverage), ok: !isBelow(coverage, options) } };
    const ofMutation = mutation && { mutation: { ...mutationJson(mutation), ok: mutation.missed.length === 0 } };
    io.stdout.write(`${JSON.stringify({ ...testJson(run, explanations), ...ofCoverage, ...ofMutation })}\n`);
    return;
  }
  const pathOf = (file: string): string => relative(io.cwd, join(deciding.directory, file));
  const parts = [session.fold(testText(run, { paint, pathOf, explanations }))];
  if (coverage && options.coverageListing) parts.push(coverageListing(coverage, deciding.project.files, paint));
  if (coverage) parts.push(session.fold(coverageText(coverage, paint)));
  if (isBelow(coverage, options))
    parts.push(paint.red(`coverage is below the threshold of ${options.coverageThreshold} %\n`));
  // not folded: a test that is pasted stays as it was tried
  if (mutation) parts.push(mutationText(mutation, paint));
  if (options.mutate && !mutation)
    parts.push(paint.yellow('the policy is only changed where all tests pass as it is\n'));
  io.stdout.write(parts.join('\n'));
}

function writeJunit(name: string, run: TestRun, { io }: Session): void {
  try {
    writeFileSync(resolve(io.cwd, name), junitXml(run));
  } catch (cause) {
    throw new Failure('ERR_FILE_WRITE', `could not be written (${errorCode(cause) ?? 'unknown reason'})`, {
      subject: name,
      cause,
    });
  }
}

/** The mistakes of files of tests: shown on standard error, or as JSON the problems of the failure. */
function broken({ diagnostics, texts }: ReadTests, { directory }: CompiledProject, session: Session): Failure {
  const { io, json, isColored, width } = session;
  const count = `${diagnostics.length} ${diagnostics.length === 1 ? 'error' : 'errors'}`;
  if (json) {
    const problems = toJsonDiagnostics(diagnostics, texts).map(({ file, line, column, code, message }) => ({
      path: `${file}:${line}:${column}`,
      message: `${code}: ${message}`,
    }));
    return new Failure('ERR_PROJECT_INVALID', `the tests have ${count}`, { problems });
  }
  const pathOf = (file: string): string => relative(io.cwd, join(directory, file));
  const drawn = renderDiagnostics(diagnostics, texts, { color: isColored && io.stderr.isTerminal, width, pathOf });
  io.stderr.write(`${drawn}\n`);
  return new Failure('ERR_PROJECT_INVALID', `the tests have ${count}, and cannot run before they are mended`);
}
