// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../errors/index.ts';
import { cut, pointerOf, type Trail } from './trail.ts';

/** How large an untrusted value may be. Lengths in UTF-16 units; `total` counts every string and member name. */
export interface Bounds {
  readonly depth: number;
  readonly listLength: number;
  readonly members: number;
  readonly stringLength: number;
  readonly total: number;
}

/** Far above any real event (the largest seen is a few kilobytes), and small enough to read in well under a millisecond. */
export const EVENT_BOUNDS: Bounds = {
  depth: 16,
  listLength: 1_000,
  members: 500,
  stringLength: 16_384,
  total: 262_144,
};

/** Names that mean something to JavaScript objects, and nothing in an event: an event that holds one was made by hand. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** After this many problems the rest is noise. */
const MAX_PROBLEMS = 20;

/**
 * Everything about an untrusted JSON value that makes it unfit to be read: too deep, too long, too large, names no event has. An empty list
 * is a value that can be walked safely. Paths are JSON pointers.
 */
export function outOfBounds(value: unknown, bounds: Bounds = EVENT_BOUNDS): readonly Problem[] {
  const problems: Problem[] = [];
  let total = 0;
  const report = (at: Trail | undefined, message: string): void => {
    if (problems.length < MAX_PROBLEMS) problems.push({ path: pointerOf(at), message });
  };
  const count = (length: number, at: Trail | undefined): boolean => {
    const before = total;
    total += length;
    if (before <= bounds.total && total > bounds.total)
      report(at, `expected at most ${bounds.total} characters in all`);
    return total <= bounds.total;
  };
  const walk = (found: unknown, at: Trail | undefined, depth: number): void => {
    if (typeof found === 'string') {
      if (!found.isWellFormed()) report(at, 'expected well-formed Unicode, found a lone surrogate');
      if (found.length > bounds.stringLength)
        report(at, `expected at most ${bounds.stringLength} characters, found ${found.length}`);
      count(found.length, at);
    } else if (typeof found === 'object' && found !== null) {
      if (depth >= bounds.depth) return report(at, `expected at most ${bounds.depth} levels`);
      if (Array.isArray(found)) walkList(found, at, depth + 1);
      else walkMembers(found, at, depth + 1);
    } else if (typeof found === 'number' ? !Number.isFinite(found) : typeof found !== 'boolean' && found !== null) {
      report(at, `expected JSON, found ${typeof found}`);
    }
  };
  const walkList = (items: readonly unknown[], up: Trail | undefined, depth: number): void => {
    if (items.length > bounds.listLength)
      return report(up, `expected at most ${bounds.listLength} items, found ${items.length}`);
    items.forEach((item, step) => walk(item, { up, step }, depth));
  };
  const walkMembers = (object: object, up: Trail | undefined, depth: number): void => {
    const names = Object.keys(object);
    if (names.length > bounds.members)
      return report(up, `expected at most ${bounds.members} members, found ${names.length}`);
    for (const step of names) {
      const at = { up, step };
      if (FORBIDDEN.has(step) || !step.isWellFormed())
        report(at, `\`${cut(step)}\` is not a member name an event may have`);
      else if (count(step.length, at)) walk((object as Readonly<Record<string, unknown>>)[step], at, depth); // sound: an own member
    }
  };
  walk(value, undefined, 0);
  return problems;
}
