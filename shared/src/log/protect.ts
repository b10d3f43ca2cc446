// SPDX-License-Identifier: Apache-2.0
import { pointerOf, type Trail } from '../model/trail.ts';
import { canonicalJson } from './canonical.ts';
import type { DecisionRecord } from './record.ts';
import { REDACTED } from './redact.ts';
import type { DecisionSink } from './sink.ts';

/** What happens to a part of a record before it leaves the host. */
export interface FieldRule {
  /** A JSON pointer; `*` stands for any member. */
  readonly pointer: string;
  readonly rule: 'keep' | 'hmac' | 'drop';
}

/** A keyed hash of a text: HMAC-SHA256, in base64url. */
export type Hmac = (text: string) => string;

/** How a keyed hash begins in a record. */
export const HMAC_PREFIX = 'hmac-sha256:';

/** What stands for a text in a record: the same for the same text and key, so that it can be looked for. */
export const pseudonymOf = (value: unknown, hmac: Hmac): string =>
  HMAC_PREFIX + hmac(typeof value === 'string' ? value : canonicalJson(value));

/**
 * A sink that applies the rules to every record before `sink` sees it. Where several pointers meet, the longest counts. What is changed is named in `redacted`, so that
 * nobody takes it for what was decided on.
 */
export function createProtectingSink(sink: DecisionSink, rules: readonly FieldRule[], hmac: Hmac): DecisionSink {
  if (rules.length === 0) return sink;
  const parsed = parse(rules);
  return { ...sink, write: (record) => sink.write(protectParsed(record, parsed, hmac)) };
}

/** The record with its rules applied; `record` itself is not changed. */
export const protect = (record: DecisionRecord, rules: readonly FieldRule[], hmac: Hmac): DecisionRecord =>
  protectParsed(record, parse(rules), hmac);

interface ParsedRule {
  readonly steps: readonly string[];
  readonly rule: FieldRule['rule'];
}

const parse = (rules: readonly FieldRule[]): readonly ParsedRule[] =>
  rules.map(({ pointer, rule }) => ({
    steps: pointer
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')),
    rule,
  }));

function protectParsed(record: DecisionRecord, rules: readonly ParsedRule[], hmac: Hmac): DecisionRecord {
  const changed: string[] = [];
  const value = walk(record, undefined, rules, undefined, { hmac, changed }) as DecisionRecord; // sound: the whole is never taken out
  return changed.length === 0 ? record : { ...value, redacted: [...new Set([...record.redacted, ...changed])] };
}

interface Work {
  readonly hmac: Hmac;
  readonly changed: string[];
}

/** `rule` is that of the nearest holder: it applies to what no longer pointer speaks of. Undefined: left out. */
function walk(
  value: unknown,
  at: Trail | undefined,
  rules: readonly ParsedRule[],
  held: FieldRule['rule'] | undefined,
  work: Work,
): unknown {
  const rule = rules.find(({ steps }) => steps.length === 0)?.rule ?? held;
  const longer = rules.filter(({ steps }) => steps.length > 0);
  if (longer.length === 0 || typeof value !== 'object' || value === null) return apply(value, at, rule, work);
  const inner = (step: string | number, member: unknown): unknown =>
    walk(member, { up: at, step }, below(longer, String(step)), rule, work);
  if (Array.isArray(value)) return value.map((item: unknown, step) => inner(step, item) ?? null);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const kept = member === undefined ? undefined : inner(name, member);
      return kept === undefined ? [] : [[name, kept]];
    }),
  );
}

/** What is taken out leaves the shape of the record: readers find texts, lists and objects where they look for them. */
function apply(
  value: unknown,
  at: Trail | undefined,
  rule: FieldRule['rule'] | undefined,
  { hmac, changed }: Work,
): unknown {
  if (rule === undefined || rule === 'keep') return value;
  changed.push(pointerOf(at));
  return rule === 'hmac' ? hashed(value, hmac) : dropped(value);
}

function hashed(value: unknown, hmac: Hmac): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => hashed(item, hmac));
  if (typeof value !== 'object' || value === null) return pseudonymOf(value, hmac);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, hashed(member, hmac)]));
}

function dropped(value: unknown): unknown {
  if (typeof value === 'string') return REDACTED;
  if (Array.isArray(value)) return [];
  return typeof value === 'object' && value !== null ? {} : undefined;
}

/** The rules one step down, the longest first; of two of one length the one that names the member comes before the one that means any. */
function below(rules: readonly ParsedRule[], name: string): readonly ParsedRule[] {
  const of = (step: string): readonly ParsedRule[] =>
    rules.filter(({ steps: [first] }) => first === step).map(({ steps, rule }) => ({ steps: steps.slice(1), rule }));
  return [...of(name), ...of('*')].toSorted((a, b) => b.steps.length - a.steps.length);
}
