// SPDX-License-Identifier: Apache-2.0
import { Opaque } from '../values/special.ts';

/** The values of one opaque type: how they are made, and looked into. */
export interface OpaqueType<T> {
  readonly make: (content: T) => Opaque;
  /** The value a text says, and whether it says one. */
  readonly parse: (text: string) => Opaque | undefined;
  readonly says: (text: string) => boolean;
  /** What a value of the type holds, or a text of one; undefined for anything else. */
  readonly read: (value: unknown) => T | undefined;
  /** A function of values of the type, which is an error for others. */
  readonly of: <R>(
    work: (content: T, ...rest: readonly unknown[]) => R,
  ) => (value: unknown, ...rest: readonly unknown[]) => R | undefined;
}

/** `textOf` says what tells values of the type apart. */
export function opaque<T>(
  type: string,
  parse: (text: string) => T | undefined,
  textOf: (content: T) => string,
): OpaqueType<T> {
  const make = (content: T): Opaque => new Opaque(type, textOf(content), content);
  const read = (value: unknown): T | undefined => {
    if (typeof value === 'string') return parse(value);
    return value instanceof Opaque && value.type === type ? (value.content as T) : undefined; // sound: only `make` makes such a value
  };
  return {
    make,
    read,
    parse: (text) => {
      const content = parse(text);
      return content === undefined ? undefined : make(content);
    },
    says: (text) => parse(text) !== undefined,
    of:
      (work) =>
      (value, ...rest) => {
        const content = read(value);
        return content === undefined ? undefined : work(content, ...rest);
      },
  };
}
