// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { formatDuration, parseDuration } from '../values/duration.ts';
import { KINDS } from '../values/kinds.ts';
import { SECOND } from '../values/nanos.ts';
import { amountOf, toInt, toUint, type Int } from '../values/numbers.ts';
import { Duration, Opaque, Timestamp, TypeValue, Uint } from '../values/special.ts';
import { formatTimestamp, parseTimestamp, secondsOf, toTimestamp } from '../values/timestamp.ts';

/** More digits than 64 bits have are an overflow, unless they are leading zeros. */
const INT = /^[+-]?0*\d{1,20}$/;
const UINT = /^0*\d{1,20}$/;
const DOUBLE = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const TRUTHS: ReadonlyMap<unknown, boolean> = new Map(
  ['1', 't', 'T', 'true', 'TRUE', 'True', '0', 'f', 'F', 'false', 'FALSE', 'False'].map((text, i) => [text, i < 6]),
);

/** A number of any type as an integer, what is behind the point cut off; undefined for NaN, infinities and what is no number. */
function whole(value: unknown): bigint | undefined {
  const amount = amountOf(value);
  return typeof amount !== 'number' ? amount : Number.isFinite(amount) ? BigInt(Math.trunc(amount)) : undefined;
}

const within = <T>(value: bigint | undefined, make: (value: bigint) => T | undefined): T | undefined =>
  value === undefined ? undefined : make(value);

function int(value: unknown): Int | undefined {
  if (typeof value === 'string') return INT.test(value) ? toInt(BigInt(value)) : undefined;
  if (value instanceof Timestamp) return secondsOf(value);
  if (value instanceof Duration) return toInt(value.nanos);
  // an int of -2^63 is a bigint; a double of it may stand for one further below
  return value === -(2 ** 63) ? undefined : within(whole(value), toInt);
}

function uint(value: unknown): Uint | undefined {
  if (typeof value === 'string') return UINT.test(value) ? toUint(BigInt(value)) : undefined;
  return typeof value === 'number' && value < 0 ? undefined : within(whole(value), toUint);
}

function double(value: unknown): number | undefined {
  if (typeof value !== 'string') {
    const amount = amountOf(value);
    return amount === undefined ? undefined : Number(amount);
  }
  const [, sign, infinity, nan] = /^([+-]?)(?:(inf(?:inity)?)|(nan))$/i.exec(value) ?? [];
  if (infinity !== undefined) return Number(`${sign}Infinity`);
  if (nan !== undefined) return NaN;
  const number = DOUBLE.test(value) ? Number(value) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

function string(value: unknown): string | undefined {
  if (value instanceof Timestamp) return formatTimestamp(value);
  if (value instanceof Duration) return formatDuration(value);
  if (value instanceof Uint8Array) return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value);
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : textOf(amountOf(value));
}

const textOf = (amount: number | bigint | undefined): string | undefined =>
  amount === undefined ? undefined : String(amount);

/** The types of the language by the letter of their kind, but for the int, which is a bigint where the type is not known. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  b: 'bool',
  s: 'string',
  u: 'uint',
  d: 'double',
  y: 'bytes',
  n: 'null_type',
  t: 'google.protobuf.Timestamp',
  r: 'google.protobuf.Duration',
  T: 'type',
  l: 'list',
  m: 'map',
  o: 'optional_type',
};

function typeOf(value: unknown): TypeValue | undefined {
  if (value instanceof Opaque) return new TypeValue(value.type);
  const name = Object.keys(TYPE_NAMES).find((kind) => KINDS[kind]?.(value));
  const type = typeof value === 'bigint' ? 'int' : TYPE_NAMES[name ?? ''];
  return type === undefined ? undefined : new TypeValue(type);
}

/** Values of a type as they are, and what texts say of it. */
const madeOf =
  (type: new (...args: never[]) => unknown, from: (text: string) => unknown) =>
  (value: unknown): unknown =>
    value instanceof type ? value : typeof value === 'string' ? from(value) : undefined;

/** Conversions between types (cel-spec, "Type Conversions"): one operator for what a value of any type becomes, where no two types differ in it. */
export const CONVERSION_OPS: readonly (readonly [string, Op])[] = pureOps({
  to_int: ['*', int],
  to_uint: ['*', uint],
  to_double: ['*', double],
  to_str: ['*', string],
  to_bool: ['*', (value: unknown) => (typeof value === 'boolean' ? value : TRUTHS.get(value))],
  to_bytes: ['*', madeOf(Uint8Array, (text) => new TextEncoder().encode(text))],
  to_duration: ['*', madeOf(Duration, parseDuration)],
  // an int is a time, a double is none, and both may be numbers
  time_of_time: ['t', (time: Timestamp) => time],
  time_of_int: ['i', (seconds: Int) => toTimestamp(BigInt(seconds) * SECOND)],
  time_of_str: ['s', parseTimestamp],
  type_of: ['*', typeOf],
  dyn: ['*', (value: unknown) => value],
});
