// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { Opaque } from '../values/special.ts';

/** A function of a value of the type; of two where it has a second parameter, of any type. */
type Method<T> = (content: T, other: unknown) => unknown;

/** The values of one opaque type: how they are made and looked into, and the operators on them. */
export interface OpaqueType<T> {
  readonly make: (content: T) => Opaque;
  /** What a value of the type holds, or a text of one; undefined for anything else. */
  readonly read: (value: unknown) => T | undefined;
  readonly ops: readonly (readonly [string, Op])[];
}

/** To read a text takes a few microseconds: what is kept is charged as well, since what is kept differs from process to process. */
const WEIGHT = 32;

/** So many texts are kept, with what they say, and none that is longer. */
const MAX_KNOWN = 128;

/**
 * The type `type`: what a text says of it (`parse`, which may throw), what tells its values apart, and its methods. Its operators are `name`, the value a
 * text says, `is_` before the name, whether it says one, and the methods.
 */
export function opaque<T extends object>(
  type: string,
  name: string,
  parse: (text: string) => T | undefined,
  textOf: (content: T) => string,
  methods: Readonly<Record<string, Method<T>>>,
): OpaqueType<T> {
  // what rules compare with are literals, and what they compare is the same for all of them
  const known = new Map<string, T | undefined>();
  const parsed = (text: string): T | undefined => {
    if (known.has(text)) return known.get(text);
    const content = parse(text);
    if (known.size >= MAX_KNOWN) known.clear();
    if (text.length <= MAX_KNOWN) known.set(text, content);
    return content;
  };
  const make = (content: T): Opaque => new Opaque(type, textOf(content), content);
  const read = (value: unknown): T | undefined =>
    typeof value === 'string'
      ? parsed(value)
      : value instanceof Opaque && value.type === type
        ? (value.content as T) // sound: only `make` makes such a value
        : undefined;
  const of =
    (method: Method<T>) =>
    (value: unknown, other: unknown): unknown => {
      const content = read(value);
      return content && method(content, other);
    };
  const says = (text: string): boolean => {
    try {
      return parse(text) !== undefined;
    } catch {
      return false;
    }
  };
  const ops = Object.entries(methods).map(
    ([method, work]) => [method, [`q${'*'.repeat(work.length - 1)}`, of(work), WEIGHT]] as const,
  );
  return {
    make,
    read,
    ops: pureOps({ [name]: ['s', of(make), WEIGHT], [`is_${name}`]: ['s', says, WEIGHT], ...Object.fromEntries(ops) }),
  };
}
