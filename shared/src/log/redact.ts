// SPDX-License-Identifier: Apache-2.0
import { pointerOf, type Trail } from '../model/trail.ts';

/**
 * Takes out of `record` what the JSON pointers name (`*` stands for any member), and every string and member name that holds a token. A string
 * leaves REDACTED in its place, so that the record keeps its shape; anything else is left out. Returns the changed copy and the pointers of what
 * was taken out; `record` itself, untouched, where there was nothing. Tokens are looked for in `suspects`, the parts that came from outside: where
 * none of them holds one, the record does not either.
 */
export function redact<T>(
  record: T,
  pointers: readonly string[],
  suspects: readonly unknown[] = [record],
): { readonly value: T; readonly redacted: readonly string[] } {
  if (pointers.length === 0 && !holdsToken(suspects)) return { value: record, redacted: [] };
  const redacted: string[] = [];
  const patterns = pointers.map(parsePointer);
  const value = walk(record, undefined, patterns, redacted);
  return { value: value as T, redacted }; // sound: members are only left out or replaced by a string where the shape allows it
}

/** Stands where a string that looked like a token was. */
export const REDACTED = '[redacted]';

/**
 * A compact JWS or JWE anywhere in the text (RFC 7515 section 7.1: base64url of `{"`, then dots), or credentials as an Authorization header
 * carries them (RFC 6750 section 2.1). Linear in the length of the text.
 */
export function looksLikeToken(text: string): boolean {
  if (text.length < SHORTEST_TOKEN) return false;
  if (text.includes('eyJ') && text.split(NO_PART_OF_A_TOKEN).some(isCompact)) return true;
  return CREDENTIALS.test(text);
}

const CREDENTIALS = /^(?:bearer|basic|dpop) /i;
/** No header, payload and signature fit into less. */
const SHORTEST_TOKEN = 20;
const NO_PART_OF_A_TOKEN = /[^\w.-]/;

function isCompact(run: string): boolean {
  const start = run.indexOf('eyJ');
  return start >= 0 && run.length - start >= SHORTEST_TOKEN && run.includes('.', start);
}

/** The quick look that most records end with: no copy, no pointers. */
function holdsToken(value: unknown): boolean {
  if (typeof value === 'string') return looksLikeToken(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsToken);
  for (const name of Object.keys(value)) {
    if (looksLikeToken(name) || holdsToken((value as Readonly<Record<string, unknown>>)[name])) return true; // sound: an own member
  }
  return false;
}

type Pattern = readonly string[];

const parsePointer = (pointer: string): Pattern =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

function walk(value: unknown, at: Trail | undefined, patterns: readonly Pattern[], redacted: string[]): unknown {
  if (typeof value === 'string') return looksLikeToken(value) ? take(at, redacted) : value;
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? walkList(value, at, patterns, redacted) : walkMembers(value, at, patterns, redacted);
}

function walkList(
  items: readonly unknown[],
  up: Trail | undefined,
  patterns: readonly Pattern[],
  redacted: string[],
): unknown {
  let copy: unknown[] | undefined;
  for (let step = 0; step < items.length; step++) {
    const inner = below(patterns, String(step));
    const changed = isWhole(inner) ? take({ up, step }, redacted) : walk(items[step], { up, step }, inner, redacted);
    if (changed !== items[step]) (copy ??= [...items])[step] = changed;
  }
  return copy ?? items;
}

function walkMembers(
  members: object,
  up: Trail | undefined,
  patterns: readonly Pattern[],
  redacted: string[],
): unknown {
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(members)) {
    const value = (members as Readonly<Record<string, unknown>>)[name]; // sound: an own member
    const inner = below(patterns, name);
    const isToken = looksLikeToken(name);
    // a name that is a token is not written into the pointer either
    const at = { up, step: isToken ? REDACTED : name };
    const isTaken = isToken || isWhole(inner);
    const changed = isTaken ? take(at, redacted) : walk(value, at, inner, redacted);
    if (changed === value) continue;
    copy ??= { ...members };
    if (isToken || (isTaken && typeof value !== 'string')) delete copy[name];
    else copy[name] = changed;
  }
  return copy ?? members;
}

function take(at: Trail | undefined, redacted: string[]): string {
  redacted.push(pointerOf(at));
  return REDACTED;
}

const NONE: readonly Pattern[] = [];

const below = (patterns: readonly Pattern[], name: string): readonly Pattern[] =>
  patterns.length === 0
    ? NONE
    : patterns.filter(([first]) => first === name || first === '*').map((pattern) => pattern.slice(1));

const isWhole = (patterns: readonly Pattern[]): boolean => patterns.some((pattern) => pattern.length === 0);
