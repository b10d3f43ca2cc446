// SPDX-License-Identifier: Apache-2.0
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Problem } from '@assay/core/errors';
import { looksLikeToken, redact, type DecisionRecord } from '@assay/core/log';
import { isObject, outOfBounds, own, type Bounds } from '@assay/core/model';
import type { Content, LossContent, RepeatContent } from '../entry/entry.ts';
import { LIMITS } from './limits.ts';
import { recordCheck, type RecordCheck } from './record-check.ts';
import { made, refused, type Result } from './refusal.ts';
import { restoreHolders } from '../entry/restore-holders.ts';
import { MAX_PROBLEMS, schemaProblems } from './schema-problems.ts';
import { RECORD_ID, WIRE_SCHEMAS } from './wire-schema.ts';

/** A post that may be written. */
export interface Post {
  readonly writer: string;
  readonly contents: readonly Content[];
  /** How many strings were taken out because they held a token. */
  readonly redacted: number;
}

export type PostParser = (body: unknown, bytes: number) => Result<Post>;

/** An event is bounded before it is decided on, and a record holds it once: what is above this was made by hand. */
const RECORD_BOUNDS: Bounds = {
  depth: 32,
  listLength: 100_000,
  members: 2000,
  stringLength: 262_144,
  total: LIMITS.recordBytes,
};
const EARLIEST = Date.UTC(2000, 0, 1);
/** A clock may be ahead; a record that is days in the future is none. */
const AHEAD_MS = 86_400_000;

/**
 * What reads posts. Everything in one is looked at before any of it is written, and where one record is wrong all are refused: a writer keeps what was refused,
 * and sends it again once it is put right. Strings that hold a token are taken out first, so that no problem can repeat one.
 */
export function createPostParser(clock: () => number): PostParser {
  const ajv = new Ajv2020();
  const schemas = {
    post: ajv.compile(WIRE_SCHEMAS.Post),
    decision: ajv.compile(WIRE_SCHEMAS.Decision),
    loss: ajv.compile(WIRE_SCHEMAS.Loss),
    repeat: ajv.compile(WIRE_SCHEMAS.Repeat),
    record: recordCheck(),
  };
  return (body, bytes) => {
    const { records } = isObject(body) ? { records: own(body, 'records') } : {};
    if (Array.isArray(records) && records.length > LIMITS.records)
      return refused({
        status: 413,
        code: 'ERR_COLLECTOR',
        detail: `expected at most ${LIMITS.records} records, found ${records.length}`,
      });
    const outer = schemaProblems(schemas.post, body, '');
    if (outer.length > 0) return invalid(outer);
    const { writer, records: items } = body as { writer: string; records: readonly object[] }; // sound: the schema says so
    if (looksLikeToken(writer)) return invalid([{ path: '/writer', message: NO_NAME }]);
    const problems: Problem[] = [];
    const contents: Content[] = [];
    let redacted = 0;
    for (const [at, item] of items.entries()) {
      const read = readItem(schemas, item, {
        writer,
        at: `/records/${at}`,
        latest: clock() + AHEAD_MS,
        isLarge: bytes > LIMITS.recordBytes,
      });
      problems.push(...read.problems);
      redacted += read.redacted;
      if (read.content !== undefined) contents.push(read.content);
      if (problems.length >= MAX_PROBLEMS) break;
    }
    return problems.length > 0 ? invalid(problems.slice(0, MAX_PROBLEMS)) : made({ writer, contents, redacted });
  };
}

const invalid = (problems: readonly Problem[]): Result<never> =>
  refused({
    status: 400,
    code: 'ERR_RECORD_INVALID',
    detail: 'nothing was written: the post does not have the shape of one',
    problems,
  });

interface Place {
  readonly writer: string;
  readonly at: string;
  readonly latest: number;
  /** Whether one record can be too large at all. */
  readonly isLarge: boolean;
}

interface ReadItem {
  readonly content?: Content;
  readonly problems: readonly Problem[];
  readonly redacted: number;
}

interface Schemas extends Readonly<Record<'decision' | 'loss' | 'repeat', ValidateFunction>> {
  readonly record: RecordCheck;
}

function readItem(schemas: Schemas, item: object, place: Place): ReadItem {
  const kind = own(item, 'kind') ?? 'decision';
  if (kind === 'decision') return readDecision(schemas, item, place);
  const { writer, at, latest } = place;
  if (kind !== 'loss' && kind !== 'repeat')
    return wrong(`${at}/kind`, 'expected `decision`, `loss` or `repeat`: a writer says nothing else');
  const problems = schemaProblems(schemas[kind], item, at);
  if (problems.length > 0) return { problems, redacted: 0 };
  const content = { ...item, kind, writer } as LossContent | RepeatContent; // sound: the schema says so
  if (!isSaneTime(content.time, latest)) return wrong(`${at}/time`, SANE_TIME);
  if (content.kind === 'loss' && looksLikeToken(content.lost.writer)) return wrong(`${at}/lost/writer`, NO_NAME);
  if (content.kind === 'loss' && content.lost.from > content.lost.to)
    return wrong(`${at}/lost/to`, 'expected a number not below `from`');
  return { content: inOrder(content), problems: [], redacted: 0 };
}

function readDecision(schemas: Schemas, item: object, { writer, at, latest, isLarge }: Place): ReadItem {
  const outer = schemaProblems(schemas.decision, item, at);
  if (outer.length > 0) return { problems: outer, redacted: 0 };
  const { seq, record: given } = item as { seq: number; record: object }; // sound: the schema says so
  const here = `${at}/record`;
  const bounds = outOfBounds(given, RECORD_BOUNDS).map(({ path, message }) => ({ path: `${here}${path}`, message }));
  if (bounds.length > 0) return { problems: bounds, redacted: 0 };
  if (isLarge && Buffer.byteLength(JSON.stringify(given)) > LIMITS.recordBytes)
    return wrong(here, `expected at most ${LIMITS.recordBytes} bytes`);
  const { value, redacted } = redact(restoreHolders(given), []);
  const problems = schemas.record(value).map(({ path, message }) => ({ path: `${here}${path}`, message }));
  if (problems.length > 0) return { problems, redacted: redacted.length };
  const record = value as DecisionRecord; // sound: it has been checked
  if (!RECORD_ID.test(record.id)) return wrong(`${here}/id`, 'expected a UUID in lower case');
  if (!isSaneTime(record.time, latest)) return wrong(`${here}/time`, SANE_TIME);
  const content: Content = {
    kind: 'decision',
    writer,
    seq,
    record: redacted.length === 0 ? record : { ...record, redacted: [...record.redacted, ...redacted] },
  };
  return { content, problems: [], redacted: redacted.length };
}

const wrong = (path: string, message: string): ReadItem => ({ problems: [{ path, message }], redacted: 0 });

const NO_NAME = 'expected the name of a writer, and found what looks like a token';
const SANE_TIME = 'expected a time between the year 2000 and tomorrow';

function isSaneTime(text: string, latest: number): boolean {
  const time = Date.parse(text);
  return time >= EARLIEST && time <= latest;
}

/** Members in the order of the types: an entry begins with its kind. */
function inOrder(content: LossContent | RepeatContent): LossContent | RepeatContent {
  const { kind, writer, seq, time } = content;
  if (kind === 'repeat') return { kind, writer, seq, time, of: content.of };
  const { lost, reason } = content;
  return { kind, writer, seq, time, lost: { writer: lost.writer, from: lost.from, to: lost.to }, reason };
}
