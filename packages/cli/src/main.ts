// SPDX-License-Identifier: Apache-2.0
import { CommanderError } from 'commander';
import { EXIT, type ExitCode } from './exit-code.ts';
import { Failure } from './failure.ts';
import { processIo, type Io } from './io.ts';
import { createProgram } from './program.ts';
import { reportFailure } from './report-failure.ts';
import type { Runner } from './runner.ts';
import { createSession, type GlobalOptions } from './session.ts';

/** Runs the command line `argv` (without node and script) and returns its exit code. Never throws. */
export async function main(argv: readonly string[], io: Io = processIo()): Promise<number> {
  let code: ExitCode = EXIT.ok;
  const run: Runner = async (command, action) => {
    code = await action(createSession(io, command.optsWithGlobals<GlobalOptions>()));
  };
  try {
    await createProgram(io, run).parseAsync([...argv], { from: 'user' });
    return code;
  } catch (cause) {
    if (!(cause instanceof CommanderError)) reportFailure(cause, io, argv.includes('--json'));
    else if (cause.exitCode === 0)
      return EXIT.ok; // help that was asked for, the version
    else if (cause.code !== 'commander.help') reportFailure(usageFailure(cause), io, argv.includes('--json'));
    return EXIT.usage;
  }
}

/** Commander's text in our form: no `error:`, user input in backticks, help apart. */
function usageFailure({ message, cause }: CommanderError): Failure {
  const [first = '', ...hints] = message.replace(/^error: /, '').split('\n');
  const text = first.replaceAll("'", '`').replace('. Allowed choices are ', ': expected ').replace(/\.$/, '');
  const hint = hints.map((line) => line.replace(/^\(Did you mean (.*)\?\)$/, 'did you mean `$1`')).join(' ');
  const help = [hint, '`assay help` shows every command'].filter((part) => part !== '').join('; ');
  return new Failure('ERR_USAGE', text.charAt(0).toLowerCase() + text.slice(1), { help, cause });
}
