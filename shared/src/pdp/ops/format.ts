// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { compare } from '../values/compare.ts';
import { formatDuration } from '../values/duration.ts';
import { isMapValue } from '../values/kinds.ts';
import { keysOf, valueAt } from '../values/maps.ts';
import { amountOf } from '../values/numbers.ts';
import { Duration, Timestamp, TypeValue, Uint } from '../values/special.ts';
import { formatTimestamp } from '../values/timestamp.ts';
import { boundedText, MAX_TEXT } from './bounded.ts';

/** More digits than this are refused, as in cel-go; JavaScript gives as many, each of them exact. */
const MAX_PRECISION = 100;

/** The sign of a number apart from its digits: minus zero has one too. */
const signed = (value: number, digits: (magnitude: number) => string): string =>
  Number.isFinite(value) ? (value < 0 || Object.is(value, -0) ? '-' : '') + digits(Math.abs(value)) : String(value);

/** As few digits as tell the number from its neighbours, and never an exponent. */
const shortest = (value: number): string =>
  signed(value, (magnitude) => {
    const [digits = '', exponent] = magnitude.toExponential().replace('.', '').split('e');
    const point = Number(exponent) + 1;
    const padded = '0'.repeat(Math.max(0, 1 - point)) + digits.padEnd(point, '0');
    const whole = Math.max(point, 1);
    return padded.length > whole ? `${padded.slice(0, whole)}.${padded.slice(whole)}` : padded;
  });

/** JavaScript rounds a half up, and CEL to the even digit: a half is seen in all the digits there are. */
function halfToEven(rounded: string, all: string, precision: number): string {
  const [digits = '', exponent] = all.split('e');
  const cut = digits.slice(0, digits.indexOf('.') + (precision && precision + 1));
  const isHalf = /^\.?50*$/.test(digits.slice(cut.length));
  return isHalf && Number(cut.at(-1)) % 2 === 0 ? cut + (exponent === undefined ? '' : `e${exponent}`) : rounded;
}

const fixed = (value: number, precision: number): string =>
  signed(value, (x) =>
    // JavaScript has no fixed form of larger numbers, all of them whole
    x < 1e21
      ? halfToEven(x.toFixed(precision), x.toFixed(MAX_PRECISION), precision)
      : BigInt(x) + (precision ? `.${'0'.repeat(precision)}` : ''),
  );

const scientific = (value: number, precision: number): string =>
  signed(value, (x) => halfToEven(x.toExponential(precision), x.toExponential(MAX_PRECISION), precision)).replace(
    /(e.)(\d)$/,
    '$10$2',
  );

/** The value of an int or uint. */
const whole = (value: unknown): bigint | undefined =>
  value instanceof Uint ? value.value : typeof value === 'bigint' ? value : undefined;

const numeric =
  (write: (value: number, precision: number) => string) =>
  (value: unknown, precision: number): string | undefined => {
    const amount = amountOf(value);
    return amount === undefined ? undefined : write(Number(amount), precision);
  };

function hex(value: unknown): string | undefined {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return bytes instanceof Uint8Array
    ? Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
    : whole(value)?.toString(16);
}

/** The text of a value that is neither list nor map, if it has one. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return shortest(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (value instanceof Uint) return String(value.value);
  if (value instanceof Uint8Array) return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value);
  if (value instanceof Timestamp) return formatTimestamp(value);
  if (value instanceof Duration) return formatDuration(value);
  return value instanceof TypeValue ? value.name : undefined;
}

/** Any value as text. It is measured while it grows: a list may stand in another many times over. Throws where there is none. */
function write(value: unknown): string {
  let text = '';
  const add = (part: string | undefined): void => {
    text += part;
    if (part === undefined || text.length > MAX_TEXT) throw new RangeError('no text');
  };
  const addAll = <T>(open: string, items: readonly T[], addItem: (item: T) => void, close: string): void => {
    add(open);
    items.forEach((item, i) => {
      if (i > 0) add(', ');
      addItem(item);
    });
    add(close);
  };
  const addValue = (found: unknown): void => {
    if (Array.isArray(found)) addAll('[', found, addValue, ']');
    else if (isMapValue(found)) {
      const keys = keysOf(found).map((key) => ({ key, name: textOf(key) }));
      keys.sort((a, b) => compare(a.name, b.name) ?? 0);
      const addMember = ({ key, name }: { readonly key: unknown; readonly name: string | undefined }): void => {
        add(name);
        add(': ');
        addValue(valueAt(found, key));
      };
      addAll('{', keys, addMember, '}');
    } else add(textOf(found));
  };
  addValue(value);
  return text;
}

/** What a clause writes; of ints and doubles, where both are of unknown type, an int is a bigint. */
const CLAUSES: Readonly<Record<string, (value: unknown, precision: number) => string | undefined>> = {
  s: write,
  d: (value) => (typeof value === 'number' ? shortest(value) : whole(value)?.toString()),
  f: numeric(fixed),
  e: numeric(scientific),
  b: (value) => (typeof value === 'boolean' ? String(Number(value)) : whole(value)?.toString(2)),
  o: (value) => whole(value)?.toString(8),
  x: hex,
  X: (value) => hex(value)?.toUpperCase(),
};

function format(text: string, values: readonly unknown[]): string | undefined {
  let result = '';
  let start = 0;
  let next = 0;
  for (const { 0: clause, 1: digits = '6', 2: verb = '', index } of text.matchAll(/%(?:\.(\d+))?(.?)/gs)) {
    const precision = Number(digits);
    const part =
      clause === '%%'
        ? '%'
        : next < values.length && precision <= MAX_PRECISION
          ? CLAUSES[verb]?.(values[next++], precision) // one character: the name of no member an object inherits
          : undefined;
    if (part === undefined || result.length + part.length > MAX_TEXT) return undefined;
    result += text.slice(start, index) + part;
    start = index + clause.length;
  }
  return boundedText(result + text.slice(start));
}

/** `"%.2f of %s".format([1.5, "two"])` (cel-spec, "strings extension", version of cel-go 4 and later). */
export const FORMAT_OPS: readonly (readonly [string, Op])[] = pureOps({ format: ['sl', format] });
