// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { spend, type Meter } from '../eval/work.ts';
import { asText } from '../values/as-text.ts';
import { isMapValue } from '../values/kinds.ts';
import { keysOf, valueAt, type MapValue } from '../values/maps.ts';
import { amountOf } from '../values/numbers.ts';
import { TypeValue } from '../values/special.ts';
import { compareText } from '../values/text.ts';
import { boundedText, fail, MAX_TEXT } from './bounded.ts';

/** More digits than this are refused, as in cel-go; JavaScript gives as many, each of them exact. */
const MAX_PRECISION = 100;

/** The sign of a number apart from its digits: minus zero has one too. */
const signed = (value: number, digits: (size: number) => string): string =>
  Number.isFinite(value) ? (value < 0 || Object.is(value, -0) ? '-' : '') + digits(Math.abs(value)) : String(value);

/** As few digits as tell the number from its neighbours, and never an exponent. */
const shortest = (value: number): string =>
  signed(value, (size) =>
    String(size).replace(/(\d)\.?(\d*)e(.*)/, (_, first: string, rest: string, exponent: string) =>
      Number(exponent) > 0
        ? first + rest.padEnd(Number(exponent), '0')
        : `0.${'0'.repeat(-1 - Number(exponent))}${first}${rest}`,
    ),
  );

/** JavaScript rounds a half up, and CEL to the even digit: a half is seen in all the digits there are. */
function halfToEven(rounded: string, all: string, precision: number): string {
  const [digits = '', exponent = ''] = all.split(/(?=e)/);
  const cut = digits.slice(0, digits.indexOf('.') + (precision && precision + 1));
  return /^\.?50*$/.test(digits.slice(cut.length)) && /[02468]$/.test(cut) ? cut + exponent : rounded;
}

const fixed = (size: number, precision: number): string =>
  // JavaScript has no fixed form of larger numbers, all of them whole
  size < 1e21
    ? halfToEven(size.toFixed(precision), size.toFixed(MAX_PRECISION), precision)
    : BigInt(size) + (precision ? '.'.padEnd(precision + 1, '0') : '');

const scientific = (size: number, precision: number): string =>
  halfToEven(size.toExponential(precision), size.toExponential(MAX_PRECISION), precision).replace(/e(.)(.)$/, 'e$10$2');

type Clause = (value: unknown, precision: number, meter: Meter) => string | undefined;

const numeric =
  (digits: (size: number, precision: number) => string): Clause =>
  (value, precision, meter) => {
    spend(meter, 32);
    const amount = amountOf(value);
    return amount === undefined ? amount : signed(Number(amount), (size) => digits(size, precision));
  };

/** An int or uint in the digits of a base; of values of unknown type, an int is a bigint. */
const whole = (value: unknown, base: number): string | undefined => {
  const amount = amountOf(value);
  return typeof amount === 'bigint' ? amount.toString(base) : undefined;
};

const hex = (value: unknown): string | undefined => {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return bytes instanceof Uint8Array
    ? Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
    : whole(bytes, 16);
};

/** Any value as text. It is measured while it is made: a list may stand in another many times over. Throws where there is none. */
function write(value: unknown, _: number, meter: Meter): string {
  let left = MAX_TEXT;
  const show = (found: unknown): string => {
    if (Array.isArray(found)) return `[${count('') + found.map(show).join(', ')}]`;
    if (isMapValue(found)) return `{${count('') + membersOf(found)}}`;
    if (typeof found === 'number') return count(shortest(found));
    return count(found instanceof TypeValue ? found.name : found === null ? 'null' : asText(found));
  };
  const membersOf = (map: MapValue): string =>
    keysOf(map)
      .map((key) => [show(key), valueAt(map, key)] as const)
      .sort(([a], [b]) => compareText(a, b))
      .map(([name, member]) => `${name}: ${show(member)}`)
      .join(', ');
  const count = (text: string | undefined): string => {
    spend(meter, 4 + ((text?.length ?? 0) >> 1));
    left -= text === undefined ? Infinity : text.length + 1;
    return text === undefined || left < 0 ? fail() : text;
  };
  return show(value);
}

const CLAUSES: Readonly<Record<string, Clause>> = {
  s: write,
  d: (value) => (typeof value === 'number' ? shortest(value) : whole(value, 10)),
  f: numeric(fixed),
  e: numeric(scientific),
  b: (value) => (typeof value === 'boolean' ? String(Number(value)) : whole(value, 2)),
  o: (value) => whole(value, 8),
  x: hex,
  X: (value) => hex(value)?.toUpperCase(),
};

function format(text: string, values: readonly unknown[], meter: Meter): string | undefined {
  let result = '';
  let start = 0;
  let next = 0;
  for (const { 0: clause, 1: digits = '6', 2: verb = '', index } of text.matchAll(/%(?:\.(\d+))?(.?)/gs)) {
    const precision = Number(digits);
    const isClause = next < values.length && precision <= MAX_PRECISION;
    // a verb is one character: the name of no member an object inherits
    const part = clause === '%%' ? '%' : isClause ? CLAUSES[verb]?.(values[next++], precision, meter) : undefined;
    if (part === undefined || result.length + part.length > MAX_TEXT) return undefined;
    result += text.slice(start, index) + part;
    start = index + clause.length;
  }
  return boundedText(result + text.slice(start));
}

/** `"%.2f of %s".format([1.5, "two"])` (cel-spec, "strings extension", version of cel-go 4 and later). */
export const FORMAT_OPS: readonly (readonly [string, Op])[] = pureOps({ format: ['sl', format, 16] });
