// SPDX-License-Identifier: Apache-2.0
import { InvalidArgumentError, type Command } from 'commander';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { examples } from '../examples.ts';
import { projectFolder } from '../open-project.ts';
import { reportFailure } from '../report-failure.ts';
import type { Runner } from '../runner.ts';
import type { Session } from '../session.ts';
import { runOnce, type TestOptions } from '../test/run-command.ts';
import { changesIn } from '../watch.ts';

const DESCRIPTION =
  'Decides the cases of every `*.test.yaml` below the project, or of the files named, with the sources and the clock those say, and compares what came of it: scopes, claims, obligations, lifetimes, the record. Exits with 0 where all pass, 1 where one fails, too little is covered, or a change is missed, 2 where the files or the project have mistakes.';

const EXAMPLES = [
  'assay test',
  'assay test policies/payments.test.yaml --filter write --bail',
  'assay test --watch',
  'assay test --coverage-threshold 90 --junit results.xml',
  'assay test --coverage-listing',
  'assay test --mutate',
];

/** `assay test`: the tests of a policy. */
export function addTest(program: Command, run: Runner): void {
  program
    .command('test')
    .summary('run the tests of the policies')
    .description(DESCRIPTION)
    .argument('[files...]', 'files of tests (default: all of the project)')
    .option('--filter <text...>', 'only tests and cases with this in their name')
    .option('--bail', 'stop at the first case that fails')
    .option('--watch', 'run again whenever a policy, a test or the project changes')
    .option('--junit <file>', 'also write the results as JUnit XML')
    .option('--coverage', 'tell which rules and conditions were never seen to hold, not to hold, or to decide')
    .option('--coverage-threshold <percent>', 'exit with 1 where less is covered', percent)
    .option('--coverage-listing', 'print the policies with what was never seen')
    .option(
      '--mutate',
      'change the policy in small ways, and list the changes no test notices, each with a test that does',
    )
    .addHelpText('after', examples(EXAMPLES))
    .action((files: readonly string[], options: TestOptions & { readonly watch?: boolean }, command: Command) =>
      run(command, (session) => (options.watch ? watched(session, files, options) : runOnce(session, files, options))),
    );
}

function percent(written: string): number {
  const value = /^\d{1,3}(?:\.\d)?$/.test(written) ? Number(written) : Number.NaN;
  if (value <= 100) return value;
  throw new InvalidArgumentError('expected a number from 0 to 100');
}

/** Runs again at every change, until interrupted; mistakes are told and waited out. */
async function watched(session: Session, files: readonly string[], options: TestOptions): Promise<ExitCode> {
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt);
  let code: ExitCode = EXIT.ok;
  const again = async (): Promise<void> => {
    try {
      code = await runOnce(session, files, options);
    } catch (cause) {
      reportFailure(cause, session.io, session.json);
      code = EXIT.usage;
    }
    session.io.stderr.write(`${session.paint.dim('waiting for changes')}\n`);
  };
  const changes = changesIn(projectFolder(session), stop.signal);
  try {
    await again();
    for await (const _ of changes) await again();
  } finally {
    process.removeListener('SIGINT', interrupt);
  }
  return code;
}
