// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { isDecisionRecord, type DecisionRecord } from '@assay/core/log';
import { isObject } from '@assay/core/model';
import { KINDS, UNNUMBERED, type Content, type Entry, type StoredEntry } from '../../entry/entry.ts';
import { entryOf } from '../../entry/make-entry.ts';
import { contentOf } from '../../entry/reveal.ts';
import type { Shape } from '../../entry/shape.ts';

/** What a line of the file is. */
export interface Line {
  readonly entry: Omit<StoredEntry, 'position'>;
  readonly shape: Shape;
  /** Whether it says who wrote it. */
  readonly isNumbered: boolean;
}

/** What a line is made of. */
export type Writable = Pick<Entry, 'kind' | 'writer' | 'seq' | 'body' | 'openings' | 'shape'>;

type Salts = Readonly<Record<string, string>>;
type Openings = Readonly<Record<string, readonly [string, unknown]>>;

/** The last member of a decision's line, beside the record's own. */
interface Addition {
  readonly writer: string;
  readonly seq: number;
  /** By pointer: what turns the value into its commitment. */
  readonly salts: Salts;
  /** Where some of the record was erased, and no longer tells it. */
  readonly shape?: Shape;
}

/** The line of an entry, with its line break: of a decision the record as it is, so that people find it, and how its commitments were made. */
export function formatLine({ kind, writer, seq, body, openings, shape }: Writable): string {
  if (kind !== 'decision') return `${body}\n`;
  const { record } = JSON.parse(body) as { readonly record: object }; // sound: an entry of ours
  const known = Object.entries(JSON.parse(openings) as Openings); // sound: as above
  for (const [pointer, [, value]] of known) put(record, pointer, value);
  const isWhole = body.split('{"$committed":"').length - 1 === known.length;
  const salts = Object.fromEntries(known.map(([pointer, [salt]]) => [pointer, salt]));
  const addition: Addition = { writer, seq, salts, ...(!isWhole && { shape }) };
  return `${JSON.stringify(record).slice(0, -1)},"entry":${JSON.stringify(addition)}}\n`;
}

function put(record: object, pointer: string, value: unknown): void {
  const path = pointer.split('/').slice(1);
  const last = path.pop()!; // sound: a pointer has a step
  const holder = path.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], record); // sound: what was concealed is there
  (holder as Record<string, unknown>)[last] = value; // sound: as above
}

/** The entry of a line. Throws ERR_LOG_CORRUPT, or ERR_STORE_VERSION for a record of a newer version; `at` says where. */
export function parseLine(text: string, at: { readonly path: string; readonly number: number }): Line {
  const value = parseJson(text);
  if (!isObject(value)) throw corrupt(at, 'expected a record');
  if (Object.hasOwn(value, 'kind')) {
    if (!isOther(value)) throw corrupt(at, 'expected a record, or what else a log holds');
    return lineOf(entryOf(value), true);
  }
  const { entry: addition, ...record } = value;
  if (typeof record['version'] === 'number' && record['version'] > 1)
    throw new AssayError('ERR_STORE_VERSION', `\`${at.path}:${at.number}\` was written by a newer version`);
  if (addition === undefined) {
    if (!isDecisionRecord(record)) throw corrupt(at, 'expected a record');
    return lineOf(
      entryOf({ kind: 'decision', writer: UNNUMBERED, seq: at.number, record }, () => ''),
      false,
    );
  }
  if (!isAddition(addition) || !isKept(record)) throw corrupt(at, 'expected a record and its `entry`');
  const { writer, seq, salts, shape } = addition;
  const saltOf = (pointer: string): string | undefined => (Object.hasOwn(salts, pointer) ? salts[pointer] : undefined);
  const line = lineOf(entryOf({ kind: 'decision', writer, seq, record }, saltOf), true);
  return shape === undefined ? line : { ...line, shape };
}

/** Whether what is left of a record is one, erased fields aside. */
function isKept(record: object): record is DecisionRecord {
  if (isDecisionRecord(record)) return true;
  try {
    const revealed = contentOf({ body: JSON.stringify({ kind: 'decision', record }), openings: '{}' });
    return revealed.kind === 'decision' && isDecisionRecord(revealed.record);
  } catch {
    return false;
  }
}

function lineOf({ shape, shapeDigest: _digest, subject, ...entry }: Entry, isNumbered: boolean): Line {
  // an id that was erased is a commitment
  return { shape, isNumbered, entry: { ...entry, ...(typeof subject === 'string' && { subject }) } };
}

function isOther(value: object): value is Exclude<Content, { kind: 'decision' }> {
  const { kind, writer, seq, time } = value as Readonly<Record<string, unknown>>; // sound: an object
  const isKind = kind !== 'decision' && KINDS.some((known) => known === kind);
  return (
    isKind && typeof writer === 'string' && isNumber(seq) && typeof time === 'string' && !Number.isNaN(Date.parse(time))
  );
}

function isAddition(value: unknown): value is Addition {
  if (!isObject(value)) return false;
  const { writer, seq, salts, shape } = value;
  const hasSalts = isObject(salts) && Object.values(salts).every((salt) => typeof salt === 'string');
  return typeof writer === 'string' && isNumber(seq) && hasSalts && (shape === undefined || isObject(shape));
}

const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const corrupt = ({ path, number }: { readonly path: string; readonly number: number }, what: string): AssayError =>
  new AssayError('ERR_LOG_CORRUPT', `\`${path}:${number}\` is damaged: ${what}`);
