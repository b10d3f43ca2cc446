// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import type { Content, StoredEntry } from './entry.ts';
import { isCommitment } from './commitment.ts';
import { PERSONAL } from './personal.ts';
import { restoreHolders } from './restore-holders.ts';

type Openings = Readonly<Record<string, readonly [string, unknown]>>;
type Members = Record<string, unknown>;

const FIELDS = PERSONAL.map(({ pointer, ...field }) => ({ path: pointer.split('/').slice(1), ...field }));

/** What an entry says, its personal data in their places; what was erased is as the table of personal fields says. */
export function contentOf({ body, openings }: Pick<StoredEntry, 'body' | 'openings'>): Content {
  const content = JSON.parse(body) as Content; // sound: an entry of ours
  if (content.kind !== 'decision') return content;
  const known = JSON.parse(openings) as Openings; // sound: as above
  for (const { path, erased } of FIELDS) open(content.record as unknown as Members, path, 0, '', known, erased); // sound: a copy that is ours
  return { ...content, record: restoreHolders(content.record) };
}

/** The record of a decision; undefined for an entry of another kind. */
export function recordOf(entry: Pick<StoredEntry, 'body' | 'openings'>): DecisionRecord | undefined {
  const content = contentOf(entry);
  return content.kind === 'decision' ? content.record : undefined;
}

function open(
  holder: Members,
  path: readonly string[],
  depth: number,
  pointer: string,
  known: Openings,
  erased: unknown,
): void {
  const step = path[depth]!; // sound: the caller stops at the last
  for (const name of step === '*' ? Object.keys(holder) : Object.hasOwn(holder, step) ? [step] : []) {
    const value = holder[name];
    const at = `${pointer}/${name}`;
    if (depth < path.length - 1) {
      if (typeof value === 'object' && value !== null) open(value as Members, path, depth + 1, at, known, erased); // sound: an object
      continue;
    }
    if (!isCommitment(value)) continue;
    const opening = Object.hasOwn(known, at) ? known[at] : undefined;
    if (opening !== undefined) holder[name] = opening[1];
    else if (erased === undefined) delete holder[name];
    else holder[name] = erased;
  }
}
