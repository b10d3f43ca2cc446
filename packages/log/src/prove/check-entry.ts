// SPDX-License-Identifier: Apache-2.0
import { isObject } from '@assay/core/model';
import { commitmentOf, isCommitment } from '../entry/commitment.ts';
import { KINDS, type Content, type StoredEntry } from '../entry/entry.ts';
import { keyOf } from '../entry/make-entry.ts';
import { parseObject } from '../parse-object.ts';
import { commitmentsIn, valueAt } from '../proof/check-proof.ts';
import type { Findings } from './findings.ts';

/** What an entry that was checked says. */
export interface Checked {
  readonly content: Content;
  /** Commitments that nothing opens. */
  readonly erased: number;
}

/** Whether an entry is what a writer writes: its columns say what its body says, and each opening is of a commitment in it. Undefined where it cannot be read. */
export function checkEntry(entry: StoredEntry, findings: Findings): Checked | undefined {
  const { position, key } = entry;
  const add = (code: Parameters<Findings['add']>[0], message: string): void =>
    findings.add(code, message, { key, ...(position !== undefined && { position }) });
  const content = parseContent(entry.body);
  const openings = parseOpenings(entry.openings);
  if (content === undefined || openings === undefined) {
    add('entry-unreadable', `entry \`${key}\` is not what a writer writes`);
    return undefined;
  }
  const wrong = wrongColumn(entry, content, openings);
  if (wrong !== undefined) add('entry-columns', `entry \`${key}\` is kept with another ${wrong} than it says`);
  const record = content.kind === 'decision' ? content.record : {};
  for (const [pointer, [salt, value]] of openings) {
    const there = valueAt(record, pointer);
    if (!isCommitment(there))
      add('opening-stray', `what is kept for \`${pointer}\` of entry \`${key}\` belongs to nothing in it`);
    else if (there.$committed !== commitmentOf(salt, JSON.stringify(value)))
      add('opening-differs', `what is kept for \`${pointer}\` of entry \`${key}\` is not what it commits to`);
  }
  return { content, erased: Math.max(0, commitmentsIn(entry.body) - openings.length) };
}

type Opening = readonly [pointer: string, opened: readonly [salt: string, value: unknown]];

function parseContent(body: string): Content | undefined {
  const content = parseObject(body);
  if (content === undefined || !isNumbered(content)) return undefined;
  if (content['kind'] === 'decision') {
    const record = content['record'];
    if (!isObject(record) || typeof record['id'] !== 'string' || typeof record['time'] !== 'string') return undefined;
  } else if (typeof content['time'] !== 'string') return undefined;
  return content as unknown as Content; // sound: as far as it is read here; a loss is looked at where it is counted
}

const isNumbered = ({ kind, writer, seq }: Readonly<Record<string, unknown>>): boolean =>
  KINDS.some((known) => known === kind) && typeof writer === 'string' && Number.isSafeInteger(seq) && Number(seq) >= 0;

const SALT = /^[\w-]{22}$/;

function parseOpenings(text: string): readonly Opening[] | undefined {
  const openings = text === '{}' ? {} : parseObject(text);
  if (openings === undefined) return undefined;
  const all = Object.entries(openings);
  const areOpenings = all.every(
    ([, value]) => Array.isArray(value) && value.length === 2 && SALT.test(String(value[0])),
  );
  return areOpenings ? (all as unknown as readonly Opening[]) : undefined; // sound: just checked
}

function wrongColumn(entry: StoredEntry, content: Content, openings: readonly Opening[]): string | undefined {
  if (entry.kind !== content.kind) return 'kind';
  if (entry.key !== keyOf(content)) return 'key';
  if (entry.writer !== content.writer) return 'writer';
  if (entry.seq !== content.seq) return 'number';
  if (entry.time !== Date.parse(content.kind === 'decision' ? content.record.time : content.time)) return 'time';
  return entry.subject === subjectOf(content, openings) ? undefined : 'subject';
}

const SUBJECT = '/who/subject/id';

function subjectOf(content: Content, openings: readonly Opening[]): unknown {
  if (content.kind !== 'decision') return undefined;
  const opened = openings.find(([pointer]) => pointer === SUBJECT);
  if (opened !== undefined) return opened[1][1];
  const plain = valueAt(content.record, SUBJECT);
  return isCommitment(plain) ? undefined : plain;
}
