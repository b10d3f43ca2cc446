// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, type DecisionRecord } from '@assay/core/log';
import { isObject } from '@assay/core/model';
import type { DecidedAgain } from '@assay/core/pep';
import type { StoredEntry } from '../entry/entry.ts';
import { recordOf } from '../entry/reveal.ts';
import { aggregateOf, createSum, type Aggregate, type Outcome } from './aggregate.ts';
import { changesBetween } from './changes.ts';
import { contentsOf } from './contents.ts';

/** Decides a record anew, from what it holds. */
export type Redecide = (record: DecisionRecord) => Promise<DecidedAgain>;

/** What of an entry a replay reads. */
export type EntryText = Pick<StoredEntry, 'body' | 'openings'>;

/** What another policy changes: the tokens of the decision against those of the record. */
export function effectOn(record: DecisionRecord, again: DecidedAgain): Outcome {
  if (!again.ok) return again;
  return { ok: true, changes: changesBetween(contentsOf(record), contentsOf(again.record)) };
}

/**
 * Whether the same policy comes to the same record, byte for byte in canonical form: the members that differ. What was taken out of the record, or is there as a keyed
 * hash, is no difference.
 */
export function agreementWith(record: DecisionRecord, again: DecidedAgain): Outcome {
  if (!again.ok) return again;
  const differences = again.differences.filter((name) => !isSameBut(record.redacted, name, record, again.record));
  return { ok: true, changes: differences.map((item) => ({ kind: 'member', item, direction: 'differs' })) };
}

/** Whether a member of two records is the same, but for what the pointers name. */
function isSameBut(pointers: readonly string[], name: string, before: DecisionRecord, after: DecisionRecord): boolean {
  const [old, now]: readonly Readonly<Record<string, unknown>>[] = [{ ...before }, { ...after }];
  const paths = pointers.map(stepsOf).filter(([first]) => first === name);
  if (paths.length === 0) return false;
  const without = (value: unknown): string =>
    canonicalJson(paths.reduce((rest, [, ...path]) => leaveOut(rest, path), value) ?? null);
  return without(old?.[name]) === without(now?.[name]);
}

const stepsOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

function leaveOut(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return undefined;
  if (Array.isArray(value))
    return value.map((item, at) => (String(at) === step ? (leaveOut(item, rest) ?? null) : item)); // sound: a list stays one
  if (!isObject(value) || !Object.hasOwn(value, step)) return value;
  return { ...value, [step]: leaveOut(value[step], rest) };
}

export type Judge = typeof effectOn;

/** Decides the records of some entries again, and adds up what came of it. Entries of another kind are left out; a decision that fails is one that cannot be decided. */
export async function replayBatch(entries: readonly EntryText[], redecide: Redecide, judge: Judge): Promise<Aggregate> {
  const sum = createSum();
  for (const entry of entries) {
    const record = recordOf(entry);
    if (record === undefined) continue;
    sum.add(aggregateOf(record, judge(record, await attempt(record, redecide))));
  }
  return sum.total();
}

/** As `redecide`, but what it throws is a reason. */
export async function attempt(record: DecisionRecord, redecide: Redecide): Promise<DecidedAgain> {
  try {
    return await redecide(record);
  } catch (cause) {
    // the text of an unknown error may name anything
    return { ok: false, reason: `deciding failed: ${cause instanceof Error ? cause.name : typeof cause}` };
  }
}
