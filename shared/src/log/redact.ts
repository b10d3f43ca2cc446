// SPDX-License-Identifier: Apache-2.0

/**
 * Takes out of `record` what the JSON pointers name (`*` stands for any member), and every string that has the form of a token. Returns the
 * changed copy and the pointers of what was taken out; `record` itself, untouched, where there was nothing.
 */
export function redact<T>(record: T, pointers: readonly string[]): { readonly value: T; readonly redacted: readonly string[] } {
  const redacted: string[] = [];
  const patterns = pointers.map(parsePointer);
  const value = walk(record, '', patterns, redacted);
  return { value: value as T, redacted }; // sound: members are only left out or replaced by a string where the shape allows it
}

/** Stands where a string that looked like a token was. */
export const REDACTED = '[redacted]';

/** A compact JWS or JWE (RFC 7515 section 7.1): base64url of `{"`, then dots; or credentials as an Authorization header carries them (RFC 6750 section 2.1). */
export function looksLikeToken(text: string): boolean {
  if (text.length < 20) return false;
  if (text.startsWith('eyJ')) return text.includes('.');
  const scheme = text.slice(0, 7).toLowerCase();
  return scheme === 'bearer ' || scheme.startsWith('basic ') || scheme.startsWith('dpop ');
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
    const changed = isWhole(inner) ? (redacted.push(`${path}/${i}`), REDACTED) : walk(items[i], `${path}/${i}`, inner, redacted);
    if (changed !== items[i]) (copy ??= [...items])[i] = changed;
  }
  return copy ?? items;
}

function walkMembers(members: object, path: string, patterns: readonly Pattern[], redacted: string[]): unknown {
  let copy: Record<string, unknown> | undefined;
  for (const [name, value] of Object.entries(members)) {
    const inner = patterns.length === 0 ? patterns : step(patterns, name);
    if (isWhole(inner)) {
      redacted.push(`${path}/${escape(name)}`);
      delete (copy ??= { ...members } as Record<string, unknown>)[name]; // sound: a plain object's own members
      continue;
    }
    const changed = typeof value === 'string' || typeof value === 'object' ? walk(value, `${path}/${escape(name)}`, inner, redacted) : value;
    if (changed !== value) (copy ??= { ...members } as Record<string, unknown>)[name] = changed;
  }
  return copy ?? members;
}

const step = (patterns: readonly Pattern[], name: string): readonly Pattern[] =>
  patterns.filter(([first]) => first === name || first === '*').map((pattern) => pattern.slice(1));

const isWhole = (patterns: readonly Pattern[]): boolean => patterns.some((pattern) => pattern.length === 0);
