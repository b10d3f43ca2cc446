// SPDX-License-Identifier: Apache-2.0

/**
 * Takes out of `record` what the JSON pointers name (`*` stands for any member), and every string and member name that holds a token. A string
 * leaves REDACTED in its place, so that the record keeps its shape; anything else is left out. Returns the changed copy and the pointers of what
 * was taken out; `record` itself, untouched, where there was nothing.
 */
export function redact<T>(record: T, pointers: readonly string[]): { readonly value: T; readonly redacted: readonly string[] } {
  const redacted: string[] = [];
  const patterns = pointers.map(parsePointer);
  const value = walk(record, '', patterns, redacted);
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
  const scheme = text.slice(0, 7).toLowerCase();
  return scheme === 'bearer ' || scheme.startsWith('basic ') || scheme.startsWith('dpop ');
}

/** No header, payload and signature fit into less. */
const SHORTEST_TOKEN = 20;
const NO_PART_OF_A_TOKEN = /[^\w.-]/;

function isCompact(run: string): boolean {
  const start = run.indexOf('eyJ');
  return start >= 0 && run.length - start >= SHORTEST_TOKEN && run.includes('.', start);
}

type Pattern = readonly string[];

const parsePointer = (pointer: string): Pattern =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

const escape = (member: string): string => member.replaceAll('~', '~0').replaceAll('/', '~1');

function walk(value: unknown, path: string, patterns: readonly Pattern[], redacted: string[]): unknown {
  if (typeof value === 'string') {
    if (!looksLikeToken(value)) return value;
    redacted.push(path);
    return REDACTED;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? walkList(value, path, patterns, redacted) : walkMembers(value, path, patterns, redacted);
}

function walkList(items: readonly unknown[], path: string, patterns: readonly Pattern[], redacted: string[]): unknown {
  let copy: unknown[] | undefined;
  for (let i = 0; i < items.length; i++) {
    const inner = patterns.length === 0 ? patterns : step(patterns, String(i));
    const changed = isWhole(inner) ? take(`${path}/${i}`, redacted) : walk(items[i], `${path}/${i}`, inner, redacted);
    if (changed !== items[i]) (copy ??= [...items])[i] = changed;
  }
  return copy ?? items;
}

function walkMembers(members: object, path: string, patterns: readonly Pattern[], redacted: string[]): unknown {
  let copy: Record<string, unknown> | undefined;
  for (const [name, value] of Object.entries(members)) {
    const inner = patterns.length === 0 ? patterns : step(patterns, name);
    const isToken = looksLikeToken(name);
    if (isToken || (isWhole(inner) && typeof value !== 'string')) {
      // a name that is a token is not written into the pointer either
      take(`${path}/${isToken ? REDACTED : escape(name)}`, redacted);
      delete (copy ??= { ...members } as Record<string, unknown>)[name]; // sound: a plain object's own members
      continue;
    }
    if (isWhole(inner)) {
      (copy ??= { ...members } as Record<string, unknown>)[name] = take(`${path}/${escape(name)}`, redacted); // sound: as above
      continue;
    }
    const changed = typeof value === 'string' || typeof value === 'object' ? walk(value, `${path}/${escape(name)}`, inner, redacted) : value;
    if (changed !== value) (copy ??= { ...members } as Record<string, unknown>)[name] = changed;
  }
  return copy ?? members;
}

function take(pointer: string, redacted: string[]): string {
  redacted.push(pointer);
  return REDACTED;
}

const step = (patterns: readonly Pattern[], name: string): readonly Pattern[] =>
  patterns.filter(([first]) => first === name || first === '*').map((pattern) => pattern.slice(1));

const isWhole = (patterns: readonly Pattern[]): boolean => patterns.some((pattern) => pattern.length === 0);
