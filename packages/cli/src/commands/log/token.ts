// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from 'commander';
import { createToken, parseTokens, ROLES, type Role } from '@assay/log/collector';
import { isAssayError } from '@assay/core/errors';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { Failure } from '../../failure.ts';
import { jsonLine } from '../../json-line.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';

interface TokenOptions {
  readonly role: Role;
  readonly name: string;
  readonly writerPrefix?: string;
}

const DESCRIPTION =
  'Makes a token for the collector. The token is printed once and kept nowhere: give it to whoever posts or asks. The line below it is what the collector is given, in the file of `--tokens`: from it the token cannot be told.';

/** `assay log token`: who may post records, and who may ask about them. */
export function addToken(log: Command, run: Runner): void {
  log
    .command('token')
    .summary('make a token for the collector')
    .description(DESCRIPTION)
    .addOption(new Option('--role <role>', 'what it is for').choices(ROLES).makeOptionMandatory())
    .requiredOption('--name <name>', 'whose it is; it is written down with every question')
    .option('--writer-prefix <text>', 'of a writer: what the names of its writers begin with')
    .addHelpText(
      'after',
      examples([
        'assay log token --role auditor --name alice',
        'assay log token --role writer --name auth0 --writer-prefix auth0-',
      ]),
    )
    .action((options: TokenOptions, command: Command) => run(command, async (session) => token(session, options)));
}

function token({ io, json, paint }: Session, { role, name, writerPrefix }: TokenOptions): ExitCode {
  const made = createToken({ name, role, ...(writerPrefix !== undefined && { writerPrefix }) });
  requireValid(JSON.stringify(made.entry));
  io.stdout.write(json ? jsonLine(made) : `${paint.bold(made.token)}\n${JSON.stringify(made.entry)}\n`);
  return EXIT.ok;
}

/** A line that the collector would not take is none. */
function requireValid(line: string): void {
  try {
    parseTokens(line);
  } catch (cause) {
    if (!isAssayError(cause)) throw cause;
    const problems = cause.problems.map(({ path, message }) => ({ path: OPTIONS[path] ?? path, message }));
    throw new Failure('ERR_USAGE', 'this is no token', { problems });
  }
}

const OPTIONS: Readonly<Record<string, string>> = { '/0/name': '--name', '/0/writerPrefix': '--writer-prefix' };
