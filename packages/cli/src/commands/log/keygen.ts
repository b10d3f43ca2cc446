// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import type { Command } from 'commander';
import { createSigner } from '@assay/log/tree';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { jsonLine } from '../../json-line.ts';
import { writePrivate } from '../../log/write-private.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';

interface KeygenOptions {
  readonly name: string;
  readonly out: string;
}

const DESCRIPTION =
  'Makes the key checkpoints of the log are signed with. The private key goes to a file that its owner alone may read, and from there to where secrets are kept: `log.sign.key` in assay.yaml names the secret. The verifier key is printed: give it to everybody who is to check the log, by a way of its own.';

/** `assay log keygen`: the key of a log. */
export function addKeygen(log: Command, run: Runner): void {
  log
    .command('keygen')
    .summary('make the key the log is signed with')
    .description(DESCRIPTION)
    .requiredOption('--name <name>', 'what the log is known by, such as `log.example.com/payments`')
    .option('--out <file>', 'where the private key goes', 'assay-log.pem')
    .addHelpText('after', examples(['assay log keygen --name log.example.com/payments --out log.pem']))
    .action((options: KeygenOptions, command: Command) => run(command, async (session) => keygen(session, options)));
}

function keygen({ io, json }: Session, { name, out }: KeygenOptions): ExitCode {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const { verifierKey } = createSigner(name, pem);
  writePrivate(out, pem, io);
  io.stdout.write(json ? jsonLine({ name, verifierKey, file: out }) : `${verifierKey}\n`);
  return EXIT.ok;
}
