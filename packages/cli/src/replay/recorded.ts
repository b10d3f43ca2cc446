// SPDX-License-Identifier: Apache-2.0
import { openTable } from '@assay/core/pdp';
import type { LogStore, Question } from '@assay/log/store';
import { sha256 } from '../sha256.ts';
import { ofArchive } from './policy-set.ts';
import type { Deciding, RedecideOptions } from './redecide.ts';

/** The policy sets that decided the records of a question, as far as they are archived, by their digest. */
export async function recordedPolicies(
  store: LogStore,
  question: Question,
): Promise<Readonly<Record<string, Deciding>>> {
  const digests = new Set((await store.tally(question)).flatMap(({ shape }) => shape.decision?.policy ?? []));
  const found: Record<string, Deciding> = {};
  for (const digest of digests) {
    const archived = await store.policy(digest);
    if (archived === undefined) continue;
    const { text, targets } = ofArchive(digest, archived);
    found[digest] = { text, targets };
  }
  return found;
}

/** What it takes to decide the records of a question by another policy set than decided them. */
export async function decidingAgain(
  { text, targets }: Deciding,
  store: LogStore,
  question: Question,
): Promise<RedecideOptions> {
  const recorded = await recordedPolicies(store, question);
  return { policy: { text, targets }, recorded, parameters: parametersOf(recorded) };
}

/** The parameters each of them took over. */
const parametersOf = (recorded: Readonly<Record<string, Deciding>>): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.entries(recorded).map(([digest, { text }]) => [digest, openTable(text, sha256).table.parameters]),
  );
