// SPDX-License-Identifier: Apache-2.0
import { Opaque } from '../values/special.ts';

/** The values of one opaque type: how they are made, and looked into. */
export interface OpaqueType<T> {
  readonly make: (content: T) => Opaque;
  /** The value a text says, and whether it says one. */
  readonly parse: (text: string) => unknown;
  readonly says: (text: string) => boolean;
  /** What a value of the type holds, or a text of one; undefined for anything else. */
  readonly read: (value: unknown) => T | undefined;
  /** A function of a value of the type, which is an error for others. It is also given the second operand, and the value as it was. */
  readonly of: (
    work: (content: T, other: unknown, value: unknown) => unknown,
  ) => (value: unknown, other?: unknown) => unknown;
}

/** `parse` may throw for what says no value; `textOf` is what tells values of the type apart. */
export function opaque<T extends object>(
  type: string,
  parse: (text: string) => T | undefined,
  textOf: (content: T) => string,
): OpaqueType<T> {
  const make = (content: T): Opaque => new Opaque(type, textOf(content), content);
  const read = (value: unknown): T | undefined =>
    typeof value === 'string'
      ? parse(value)
      : value instanceof Opaque && value.type === type
        ? (value.content as T) // sound: only `make` makes such a value
        : undefined;
  const of: OpaqueType<T>['of'] = (work) => (value, other) => {
    const content = read(value);
    return content && work(content, other, value);
  };
  return {
    make,
    read,
    of,
    parse: of(make),
    says: (text) => {
      try {
        return parse(text) !== undefined;
      } catch {
        return false;
      }
    },
  };
}
