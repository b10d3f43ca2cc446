// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { createSigner } from '@assay/log/tree';
import { archiveOf, runBy } from '../../archive/archive-of.ts';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { Failure } from '../../failure.ts';
import { jsonLine } from '../../json-line.ts';
import { requireCompiled } from '../../require-compiled.ts';
import type { Runner } from '../../runner.ts';
import { postPolicy } from '../../serve/bridge/post-policy.ts';
import { signPack } from '../../serve/bridge/policy-pack.ts';
import type { Session } from '../../session.ts';

interface PushOptions {
  readonly url: string;
  readonly name: string;
  readonly dryRun?: boolean;
}

const DESCRIPTION =
  'Compiles the project, signs the decision table, and posts it to a running bridge, which checks the signature, compiles the files itself, and answers by it from then on; whatever is wrong with it, the bridge goes on as before. The key is in ASSAY_POLICY_KEY (`assay log keygen` makes one), the secret of an enforcement point with the role `policy-writer` in ASSAY_BRIDGE_TOKEN. The bridge reads its own files again when it starts: put the same there.';

/** `assay policy push`: another policy for a running bridge. */
export function addPolicyPush(policy: Command, run: Runner): void {
  policy
    .command('push')
    .summary('sign the policies of the project, and post them to a running bridge')
    .description(DESCRIPTION)
    .requiredOption('--url <url>', 'where the bridge is')
    .requiredOption('--name <name>', 'the name the key was made for')
    .option('--dry-run', 'compile and sign, and post nothing')
    .addHelpText(
      'after',
      examples([
        'assay policy push --url https://bridge.example.com --name policies.example.com',
        'assay policy push --url http://127.0.0.1:8181 --name policies.example.com --dry-run',
      ]),
    )
    .action((options: PushOptions, command: Command) => run(command, (session) => push(session, options)));
}

async function push(session: Session, { url, name, dryRun = false }: PushOptions): Promise<ExitCode> {
  const { io, json } = session;
  const project = requireCompiled(session);
  const { digest } = project.compiled;
  const key = fromEnvironment('ASSAY_POLICY_KEY', 'the text of the key policy sets are signed with', io);
  const signer = createSigner(name, key.replaceAll('\\n', '\n'));
  // the files as they are archived: data of static sources is about people, and stays where it is
  const use = { time: io.clock(), what: 'built', by: runBy(io) } as const;
  const { files } = archiveOf(project.project, project.compiled, use);
  const { body, signature } = signPack(project, files, signer, io.clock());
  if (dryRun) {
    io.stdout.write(json ? jsonLine({ url, digest, posted: false }) : `would post policy ${digest} to ${url}\n`);
    return EXIT.ok;
  }
  const token = fromEnvironment('ASSAY_BRIDGE_TOKEN', 'the secret of a `policy-writer`', io);
  const answer = await postPolicy(url, { body, signature, token });
  if (!answer.ok) throw new Failure(answer.code, answer.detail, { subject: url });
  const { previous } = answer;
  io.stdout.write(
    json
      ? jsonLine({ url, digest, previous, posted: true })
      : `policy ${digest.slice(0, 19)} decides at ${url}${previous === digest ? ', as before' : `, in place of ${previous.slice(0, 19)}`}\n`,
  );
  return EXIT.ok;
}

function fromEnvironment(name: string, what: string, { env }: Session['io']): string {
  const value = env[name];
  if (value) return value;
  throw new Failure('ERR_USAGE', `the environment has no \`${name}\``, { help: `expected ${what}` });
}
