// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { renderDiagnostics, testPdp, toJsonDiagnostics, type CaseResult } from '@assay/policy';
import type { DecidingProject } from '../decide-event.ts';
import { errorCode } from '../error-code.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { examples } from '../examples.ts';
import type { Account } from '../explanation.ts';
import { Failure } from '../failure.ts';
import { requireCompiled } from '../require-compiled.ts';
import type { Runner } from '../runner.ts';
import type { Session } from '../session.ts';
import { explainCase } from '../test/explain-case.ts';
import { findTests } from '../test/find-tests.ts';
import { createProgress } from '../test/progress.ts';
import {
  countCases,
  filterTests,
  isBroken,
  readTests,
  runTests,
  type ReadTests,
  type TestRun,
} from '../test/test-run.ts';
import { junitXml } from '../views/junit.ts';
import { testJson } from '../views/test-json.ts';
import { testText } from '../views/test-text.ts';

interface TestOptions {
  readonly filter?: readonly string[];
  readonly bail?: boolean;
  readonly junit?: string;
}

const DESCRIPTION =
  'Decides the cases of every `*.test.yaml` below the project, or of the files named, with the sources and the clock those say, and compares: scopes, claims, obligations, lifetimes, the record. Exits with 0 where all pass, 1 where one fails, 2 where the files or the project have mistakes.';

/** `assay test`: the tests of a policy. */
export function addTest(program: Command, run: Runner): void {
  program
    .command('test')
    .summary('run the tests of the policies')
    .description(DESCRIPTION)
    .argument('[files...]', 'files of tests (default: all of the project)')
    .option('--filter <text...>', 'only tests and cases with this in their name')
    .option('--bail', 'stop at the first case that fails')
    .option('--junit <file>', 'also write the results as JUnit XML')
    .addHelpText('after', examples(['assay test', 'assay test policies/payments.test.yaml --filter write --bail']))
    .action((files: readonly string[], options: TestOptions, command: Command) =>
      run(command, (session) => test(session, files, options)),
    );
}

async function test(session: Session, named: readonly string[], options: TestOptions): Promise<ExitCode> {
  const deciding = requireCompiled(session);
  const read = readTests(findTests(deciding.directory, named, session), deciding);
  if (isBroken(read)) throw broken(read, deciding, session);
  const files = filterTests(read.files, options.filter ?? []);
  if (countCases(files) === 0)
    throw new Failure('ERR_USAGE', 'no case has this in its name', { help: 'leave `--filter` out' });
  const pdp = testPdp(deciding.compiled);
  const progress = createProgress(session);
  const ran = await runTests(files, deciding, pdp, {
    bail: options.bail ?? false,
    stopwatch: session.io.stopwatch,
    progress: progress.at,
  });
  progress.end();
  const explanations = await explained(ran, deciding);
  if (options.junit !== undefined) writeJunit(options.junit, ran, session);
  print(ran, explanations, deciding, session);
  return ran.failed > 0 ? EXIT.refused : EXIT.ok;
}

/** How many failures are explained: nobody reads more of them at once. */
const MOST_EXPLAINED = 50;

async function explained(run: TestRun, deciding: DecidingProject): Promise<ReadonlyMap<CaseResult, Account>> {
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
  run: TestRun,
  explanations: ReadonlyMap<CaseResult, Account>,
  { directory }: DecidingProject,
  session: Session,
): void {
  const { io, json, paint } = session;
  const pathOf = (file: string): string => relative(io.cwd, join(directory, file));
  io.stdout.write(
    json
      ? `${JSON.stringify(testJson(run, explanations))}\n`
      : session.fold(testText(run, { paint, pathOf, explanations })),
  );
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
function broken(
  { diagnostics, texts }: ReadTests,
  { directory }: DecidingProject,
  { io, json, isColored, width }: Session,
): Failure {
  const count = `${diagnostics.length} ${diagnostics.length === 1 ? 'error' : 'errors'}`;
  if (json) {
    const problems = toJsonDiagnostics(diagnostics, texts).map(({ file, line, column, code, message }) => ({
      path: `${file}:${line}:${column}`,
      message: `${code}: ${message}`,
    }));
    return new Failure('ERR_PROJECT_INVALID', `the tests have ${count}`, { problems });
  }
  const pathOf = (file: string): string => relative(io.cwd, join(directory, file));
  io.stderr.write(
    `${renderDiagnostics(diagnostics, texts, { color: isColored && io.stderr.isTerminal, width, pathOf })}\n`,
  );
  return new Failure('ERR_PROJECT_INVALID', `the tests have ${count}, and cannot run before they are mended`);
}
