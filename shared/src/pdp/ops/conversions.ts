// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { asText } from '../values/as-text.ts';
import { parseDuration } from '../values/duration.ts';
import { KINDS } from '../values/kinds.ts';
import { SECOND } from '../values/nanos.ts';
import { amountOf, toInt, toUint, type Int } from '../values/numbers.ts';
import { Duration, Opaque, Timestamp, TypeValue, type Uint } from '../values/special.ts';
import { parseTimestamp, secondsOf, toTimestamp } from '../values/timestamp.ts';

/** More digits than 64 bits have are an overflow, unless they are leading zeros. */
const INTEGER = /^[+-]?0*\d{1,20}$/;
const DOUBLE = /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|(Infinity|NaN))$/;
const TRUTH = /^(?:(1|[tT]|[tT]rue|TRUE)|0|[fF]|[fF]alse|FALSE)$/;

/** A number of any type, or what a text says of one, as an integer; what is behind the point is cut off. Throws where there is none. */
function whole(value: unknown): bigint {
  if (typeof value === 'string' && INTEGER.test(value)) return BigInt(value);
  const amount = amountOf(value);
  // -2^63 as a double may stand for a number further below; as an int it is a bigint
  if (amount === undefined || amount === -(2 ** 63)) throw new TypeError();
  return typeof amount === 'number' ? BigInt(Math.trunc(amount)) : amount;
}

function int(value: unknown): Int | undefined {
  if (value instanceof Timestamp) return secondsOf(value);
  return toInt(value instanceof Duration ? value.nanos : whole(value));
}

/** Less than zero is out of range, also where it would be cut to zero; a text of an unsigned number has no sign. */
const uint = (value: unknown): Uint | undefined =>
  (typeof value === 'number' && value < 0) || (typeof value === 'string' && !/^\d/.test(value))
    ? undefined
    : toUint(whole(value));

function double(value: unknown): number | undefined {
  const match = typeof value === 'string' ? DOUBLE.exec(value) : undefined;
  const amount = match ? Number(value) : amountOf(value);
  const isOverflow = match && match[1] === undefined && !Number.isFinite(amount);
  return amount === undefined || isOverflow === true ? undefined : Number(amount);
}

function bool(value: unknown): boolean | undefined {
  if (typeof value !== 'string') return typeof value === 'boolean' ? value : undefined;
  const truth = TRUTH.exec(value);
  return truth ? truth[1] !== undefined : undefined;
}

/** The types of the language by the letter of their kind. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  b: 'bool',
  s: 'string',
  u: 'uint',
  d: 'double',
  // where the type of a value is not known, an int is a bigint
  i: 'int',
  y: 'bytes',
  n: 'null_type',
  t: 'google.protobuf.Timestamp',
  r: 'google.protobuf.Duration',
  T: 'type',
  l: 'list',
  m: 'map',
  o: 'optional_type',
};

function typeOf(value: unknown): TypeValue {
  const kind = Object.keys(TYPE_NAMES).find((letter) => KINDS[letter]?.(value)) ?? '';
  return new TypeValue(value instanceof Opaque ? value.type : (TYPE_NAMES[kind] ?? ''));
}

/** Values of a type as they are, and what texts say of it. */
const madeOf =
  (type: new (...args: never[]) => unknown, from: (text: string) => unknown) =>
  (value: unknown): unknown =>
    value instanceof type ? value : typeof value === 'string' ? from(value) : undefined;

/** Conversions between types (cel-spec, "Type Conversions"): one operator for what a value of any type becomes, where no two types differ in it. */
export const CONVERSION_OPS: readonly (readonly [string, Op])[] = pureOps({
  to_int: ['*', int, 2],
  to_uint: ['*', uint, 2],
  to_double: ['*', double, 2],
  to_str: ['*', asText, 4],
  to_bool: ['*', bool],
  to_bytes: ['*', madeOf(Uint8Array, (text) => new TextEncoder().encode(text)), 4],
  to_duration: ['*', madeOf(Duration, parseDuration), 8],
  // an int is a time, a double is none, and both may be numbers
  time_of_time: ['t', (time: Timestamp) => time],
  time_of_int: ['i', (seconds: Int) => toTimestamp(BigInt(seconds) * SECOND)],
  time_of_str: ['s', parseTimestamp, 16],
  type_of: ['*', typeOf, 2],
  dyn: ['*', (value: unknown) => value, 0],
});
