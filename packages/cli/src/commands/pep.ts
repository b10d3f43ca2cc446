// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { formatPeps, newPep, newSecret, parsePeps, ROLES, type NewSecret, type Pep, type Role } from '@assay/bridge';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { examples } from '../examples.ts';
import { Failure } from '../failure.ts';
import { jsonLine } from '../json-line.ts';
import { writePrivate } from '../log/write-private.ts';
import { replaceFile } from '../replace-file.ts';
import type { Runner } from '../runner.ts';
import { readTextFile } from '../serve/files.ts';
import type { Session } from '../session.ts';

interface PepOptions {
  readonly role?: readonly Role[];
  readonly file?: string;
  readonly rotate?: boolean;
}

const DESCRIPTION =
  'Makes the secret of an enforcement point that asks the bridge, such as a Keycloak. The secret is printed once and kept nowhere: give it to whoever asks. What the bridge is given holds only its SHA-256: it goes to the file, or is printed. With `--rotate` the enforcement point gets one more secret, and the newest before it stays valid until the next rotation.';

/** `assay pep`: who may ask the bridge. */
export function addPep(program: Command, run: Runner): void {
  program
    .command('pep')
    .summary('make the secret of an enforcement point that asks the bridge')
    .description(DESCRIPTION)
    .argument('<name>', 'what it is called in logs and metrics')
    .addOption(new Option('--role <role...>', 'what it may do (default: issue, events)').choices(ROLES))
    .option('--file <file>', 'the enforcement points of a bridge: it is added there')
    .option('--rotate', 'one more secret for an enforcement point of the file')
    .addHelpText(
      'after',
      examples([
        'assay pep keycloak --file peps.json',
        'assay pep keycloak --file peps.json --rotate',
        'assay pep prometheus --role metrics --file peps.json',
      ]),
    )
    .action((name: string, options: PepOptions, command: Command) =>
      run(command, (session) => pep(session, name, options)),
    );
}

function pep(session: Session, name: string, options: PepOptions): ExitCode {
  const { io, json, paint } = session;
  const { file } = options;
  const known = file === undefined || !existsSync(resolve(io.cwd, file)) ? [] : parsePeps(readTextFile(file, io));
  const made = secretFor(name, known, options);
  const peps = [...known.filter((other) => other.name !== name), made.entry];
  // what a bridge would not take is not written
  const text = formatPeps(parsePeps(formatPeps(peps)));
  if (file !== undefined && known.length > 0) replaceFile(resolve(io.cwd, file), text, file);
  else if (file !== undefined) writePrivate(file, text, io);
  io.stdout.write(
    json
      ? jsonLine({ name, secret: made.secret, ...(file === undefined ? { peps } : { file }) })
      : `${paint.bold(made.secret)}\n${file === undefined ? text : ''}`,
  );
  return EXIT.ok;
}

function secretFor(name: string, known: readonly Pep[], { role, file, rotate = false }: PepOptions): NewSecret {
  const found = known.find((other) => other.name === name);
  if (!rotate && found === undefined) return newPep(name, role ?? ['issue', 'events']);
  if (rotate && found !== undefined && role === undefined) return newSecret(found);
  throw new Failure(
    'ERR_USAGE',
    rotate
      ? role === undefined
        ? `there is no enforcement point \`${name}\` to rotate`
        : 'a rotation leaves the roles as they are'
      : `there is an enforcement point \`${name}\` already`,
    { ...(file !== undefined && { subject: file }), help: '`--rotate` gives one that is there another secret' },
  );
}
