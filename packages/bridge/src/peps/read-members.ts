// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import { isObject, own } from '@assay/core/model';

/** Reads an untrusted value; what is wrong with it is added to the problems, and something stands in for it. */
export type Read<T> = (value: unknown, path: string, problems: Problem[]) => T;
/** What a value must be, in words, and whether one is. */
export type Kind<T> = readonly [expected: string, is: (value: unknown) => value is T];

/** What is of a kind; a problem of what is not. */
export const kind =
  <T>([expected, is]: Kind<T>): Read<T | undefined> =>
  (value, path, problems) => {
    if (is(value)) return value;
    problems.push({ path, message: `expected ${expected}` });
    return undefined;
  };

/** What each item of a list is read as; a problem of what is no list. */
export function listOf<T>(value: unknown, path: string, problems: Problem[], read: Read<T | undefined>): readonly T[] {
  if (!Array.isArray(value)) {
    problems.push({ path, message: 'expected a list' });
    return [];
  }
  if (value.length > MAX_ITEMS) {
    problems.push({ path, message: `expected at most ${MAX_ITEMS}` });
    return [];
  }
  return value.flatMap((item: unknown, at) => {
    const one = read(item, `${path}/${at}`, problems);
    return one === undefined ? [] : [one];
  });
}

const MAX_ITEMS = 1000;

/** A list that has something in it. */
export const nonEmpty =
  <T>(read: Read<T | undefined>): Read<readonly T[]> =>
  (value, path, problems) => {
    if (Array.isArray(value) && value.length === 0) problems.push({ path, message: 'expected at least one' });
    return listOf(value, path, problems, read);
  };

/** Reads a member; undefined where it is absent, which is a mistake. */
type Member = <T>(name: string, read: Read<T>) => T | undefined;

/** The reader of the members of an object, which may have no others than these. */
export function membersOf(
  value: unknown,
  path: string,
  problems: Problem[],
  names: readonly string[],
): Member & { readonly has: (name: string) => boolean } {
  if (!isObject(value)) problems.push({ path, message: 'expected an object' });
  else if (!Object.keys(value).every((name) => names.includes(name)))
    problems.push({ path, message: `expected no other members than ${names.map((name) => `\`${name}\``).join(', ')}` });
  const has = (name: string): boolean => isObject(value) && Object.hasOwn(value, name);
  const member: Member = (name, read) => {
    if (has(name)) return read(own(value, name), `${path}/${name}`, problems);
    if (isObject(value)) problems.push({ path: `${path}/${name}`, message: 'expected it, and found nothing' });
    return undefined;
  };
  return Object.assign(member, { has });
}

/** Reads a member; undefined where it is absent. */
export const optional = <T>(member: ReturnType<typeof membersOf>, name: string, read: Read<T>): T | undefined =>
  member.has(name) ? member(name, read) : undefined;

/** The member, where it has a value. */
export const present = <N extends string, T>(name: N, value: T | undefined): Partial<Record<N, T>> =>
  // sound: a computed member of a single name
  value === undefined ? {} : ({ [name]: value } as Record<N, T>);
