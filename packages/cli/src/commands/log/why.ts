// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { whyAccounts, type Why } from '@assay/log/ask';
import type { LogStore } from '@assay/log/store';
import { checkArchived, type Genuineness } from '../../archive/check-archived.ts';
import { genuineJson, warnOf } from '../../archive/tell-genuine.ts';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { Failure } from '../../failure.ts';
import { jsonLine } from '../../json-line.ts';
import { addLogOption } from '../../log/question-options.ts';
import { withLog } from '../../open-log.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';
import { whyText } from '../../views/log/why-text.ts';

interface WhyOptions {
  readonly log?: string;
  readonly claim?: readonly string[];
  readonly scope?: readonly string[];
}

const DESCRIPTION =
  'Tells why a token held what it held, from the record alone: who asked for what, which rule decided each scope and claim, what it read, how old that was, and what would have been needed. Where the log has the policy that decided, the rules are shown as they stood.';

/** `assay log why`: the account of one decision. */
export function addWhy(log: Command, run: Runner): void {
  addLogOption(log.command('why <id>').summary('tell why a token held what it held').description(DESCRIPTION))
    .option('--claim <name...>', 'of this claim only')
    .option('--scope <name...>', 'of this scope only')
    .addHelpText(
      'after',
      examples([
        'assay log why 01a20038-90d4-7a60-8a06-dbbe3a5a442d',
        'assay log why 01a20038-90d4-7a60-8a06-dbbe3a5a442d --claim tenant --json',
      ]),
    )
    .action((id: string, options: WhyOptions, command: Command) =>
      run(command, (session) => why(session, id, options)),
    );
}

async function why(session: Session, id: string, { claim, scope, ...options }: WhyOptions): Promise<ExitCode> {
  return withLog(session, { ...options, isReadOnly: true }, async ({ store }) => {
    const checked = new Map<string, Genuineness>();
    const read = genuineOnly(store, checked, session);
    const accounts = await whyAccounts(read, id, { ...(claim && { claims: claim }), ...(scope && { scopes: scope }) });
    if (accounts.length === 0)
      throw new Failure('ERR_LOG_NOT_FOUND', 'the log has no record of this id', { subject: id });
    session.io.stdout.write(
      session.json
        ? jsonLine(accounts.map((account) => whyJson(account, checked)))
        : session.fold(accounts.map((account) => whyText(account, session)).join('\n')),
    );
    return accounts.some(({ items }) => items.length > 0) ? EXIT.ok : EXIT.refused;
  });
}

/** The log, with the files of an archived policy set only where they are not known to be others than its digest says: what is shown is shown as what decided. */
function genuineOnly(
  store: LogStore,
  checked: Map<string, Genuineness>,
  { io }: Session,
): Pick<LogStore, 'read' | 'policy'> {
  const policy: LogStore['policy'] = async (digest) => {
    const archived = await store.policy(digest);
    if (archived === undefined) return undefined;
    const known = checked.get(digest);
    const found = known ?? checkArchived(archived);
    checked.set(digest, found);
    if (known === undefined) warnOf(digest, found, io);
    return genuineJson(found) === false ? { ...archived, files: {} } : archived;
  };
  return { read: (id) => store.read(id), policy };
}

function whyJson({ policy, ...account }: Why, checked: ReadonlyMap<string, Genuineness>): object {
  if (policy === undefined) return account;
  return { ...account, policy: { ...policy, isGenuine: genuineJson(checked.get(policy.digest) ?? 'unknown') } };
}
