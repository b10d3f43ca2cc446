// SPDX-License-Identifier: Apache-2.0
import { termOf, type Facet, type LogStore, type Question } from '@assay/log/store';
import { Failure } from '../failure.ts';
import type { OpenedLog } from '../open-log.ts';
import { printable } from '../printable.ts';
import type { Session } from '../session.ts';
import { askedOf, type QuestionOptions } from './question-options.ts';

/** The question of the options, with the digests of policy sets written out. Throws ERR_USAGE, and ERR_LOG_NOT_FOUND for a policy set the log does not have. */
export async function questionIn(options: QuestionOptions, session: Session, log: OpenedLog): Promise<Question> {
  const policy = options.policy && (await Promise.all(options.policy.map((given) => digestIn(log.store, given))));
  return askedOf({ ...options, ...(policy && { policy }) }, session, log);
}

const DIGEST = /^sha256-[0-9a-f]{64}$/;

/** A digest, or the beginning of one that the archive has. */
async function digestIn(store: LogStore, given: string): Promise<string> {
  if (DIGEST.test(given)) return given;
  const beginning = given.startsWith('sha256-') ? given : `sha256-${given}`;
  const [found, ...others] = (await store.policies()).filter(({ digest }) => digest.startsWith(beginning));
  if (found !== undefined && others.length === 0) return found.digest;
  const message = found === undefined ? 'the log has archived no policy set' : 'more than one policy set has a digest';
  throw new Failure('ERR_LOG_NOT_FOUND', `${message} that begins with \`${given}\``, {
    subject: '--policy',
    help: '`assay policy list` lists them; a whole digest is asked for as it is',
  });
}

/** What is asked for by its exact name, and how it is called. */
const NAMED: readonly (readonly [keyof QuestionOptions & Facet, string])[] = [
  ['client', 'client of this id'],
  ['scope', 'scope'],
  ['granted', 'granted scope'],
  ['withheld', 'withheld scope'],
  ['claim', 'claim'],
  ['rule', 'rule'],
  ['audience', 'audience'],
  ['idp', 'identity provider'],
];

/** Where nothing answers, tells what of it the log has never seen: a name that is misspelt finds nothing, which is no answer. */
export async function tellUnknown(options: QuestionOptions, { store }: OpenedLog, { io }: Session): Promise<void> {
  for (const [facet, what] of NAMED)
    for (const value of options[facet] ?? []) {
      const seen = await store.tally({ terms: [[termOf(facet, value)]] });
      if (seen.length === 0) io.stderr.write(`assay: the log has no ${what} \`${printable(value)}\`\n`);
    }
  const { subject } = options;
  if (subject === undefined) return;
  const { entries } = await store.page({ subject }, { limit: 1 });
  if (entries.length === 0) io.stderr.write('assay: the log has no subject of this id\n');
}
