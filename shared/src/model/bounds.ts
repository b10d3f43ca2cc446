// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../errors/index.ts';

/** How large an untrusted value may be. Lengths in UTF-16 units; `total` counts every string and member name. */
export interface Bounds {
  readonly depth: number;
  readonly listLength: number;
  readonly members: number;
  readonly stringLength: number;
  readonly total: number;
}

/** Far above any real event (the largest seen is a few kilobytes), and small enough to read in well under a millisecond. */
export const EVENT_BOUNDS: Bounds = { depth: 16, listLength: 1_000, members: 500, stringLength: 16_384, total: 262_144 };

/** Names that mean something to JavaScript objects, and nothing in an event: an event that holds one was made by hand. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** With the `u` flag a pair is one character, so only a surrogate without its partner matches. */
export const LONE_SURROGATE: RegExp = /\p{Surrogate}/u;

/** After this many problems the rest is noise. */
const MAX_PROBLEMS = 20;

/**
 * Everything about an untrusted JSON value that makes it unfit to be read: too deep, too long, too large, names no event has. An empty list
 * is a value that can be walked safely. Paths are JSON pointers.
 */
export function outOfBounds(value: unknown, bounds: Bounds = EVENT_BOUNDS): readonly Problem[] {
  const problems: Problem[] = [];
  let total = 0;
  const report = (path: string, message: string): void => {
    if (problems.length < MAX_PROBLEMS) problems.push({ path, message });
  };
  const count = (length: number, path: string): boolean => {
    const before = total;
    total += length;
    if (before <= bounds.total && total > bounds.total) report(path, `expected at most ${bounds.total} characters in all`);
    return total <= bounds.total;
  };
  const walk = (found: unknown, path: string, depth: number): void => {
    if (typeof found === 'string') {
      if (LONE_SURROGATE.test(found)) report(path, 'expected well-formed Unicode, found a lone surrogate');
      if (found.length > bounds.stringLength) report(path, `expected at most ${bounds.stringLength} characters, found ${found.length}`);
      count(found.length, path);
    } else if (typeof found === 'object' && found !== null) {
      if (depth >= bounds.depth) return report(path, `expected at most ${bounds.depth} levels`);
      if (Array.isArray(found)) walkList(found, path, depth + 1);
      else walkMembers(found, path, depth + 1);
    } else if (typeof found === 'number' ? !Number.isFinite(found) : typeof found !== 'boolean' && found !== null) {
      report(path, `expected JSON, found ${typeof found}`);
    }
  };
  const walkList = (items: readonly unknown[], path: string, depth: number): void => {
    if (items.length > bounds.listLength) return report(path, `expected at most ${bounds.listLength} items, found ${items.length}`);
    items.forEach((item, i) => walk(item, `${path}/${i}`, depth));
  };
  const walkMembers = (object: object, path: string, depth: number): void => {
    const names = Object.keys(object);
    if (names.length > bounds.members) return report(path, `expected at most ${bounds.members} members, found ${names.length}`);
    for (const name of names) {
      const inner = `${path}/${pointerStep(name)}`;
      if (FORBIDDEN.has(name) || LONE_SURROGATE.test(name)) report(inner, `\`${cut(name)}\` is not a member name an event may have`);
      else if (count(name.length, inner)) walk((object as Readonly<Record<string, unknown>>)[name], inner, depth); // sound: an own member
    }
  };
  walk(value, '', 0);
  return problems;
}

/** A member name as a step of a JSON pointer (RFC 6901 section 3), cut where it is absurdly long, and well-formed. */
export function pointerStep(name: string): string {
  return cut(name).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** What of a name an error may hold: the cut may go through a surrogate pair, and the name may have had half of one. */
const cut = (name: string): string => name.slice(0, 100).toWellFormed();
