// SPDX-License-Identifier: Apache-2.0
import {
  celEnv,
  celFunc,
  celMethod,
  CelScalar,
  isCelError,
  isCelList,
  isCelMap,
  isCelType,
  isCelUint,
  listType,
  parse,
  plan,
  type CelFunc,
  type CelInput,
} from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import type { Values } from './inputs.ts';

const { BOOL, BYTES, DOUBLE, DYN, INT, STRING } = CelScalar;
const LIST = listType(DYN);
const ofDouble = (name: string, work: (value: number) => number): CelFunc =>
  celFunc(`math.${name}`, [DOUBLE], DOUBLE, work);
const ofBits = (name: string, work: (a: bigint, b: bigint) => bigint): CelFunc =>
  celFunc(`math.${name}`, [INT, INT], INT, work);
const int64 = (value: bigint): bigint => BigInt.asIntN(64, value);

function shiftLeft(value: bigint, by: bigint): bigint {
  if (by < 0n) throw new RangeError('a negative shift');
  return by > 63n ? 0n : int64(value << by);
}

function slice(items: Iterable<CelInput>, start: bigint, end: bigint): CelInput[] {
  const all = [...items];
  if (start < 0n || start > end || end > BigInt(all.length)) throw new RangeError('outside of the list');
  return all.slice(Number(start), Number(end));
}

/** cel-go rounds halves away from zero. */
const round = (value: number): number => Math.sign(value) * Math.floor(Math.abs(value) + 0.5);

function sort(items: Iterable<CelInput>): CelInput[] {
  return [...items].sort((a, b) => (a! < b! ? -1 : a! > b! ? 1 : 0)); // of ints or texts here
}

/** Of ints or texts, as `sort`. */
const isWithin = (part: Iterable<unknown>, all: Iterable<unknown>): boolean =>
  [...part].every((item) => [...all].includes(item));

/** Functions of extensions that the library does not have, as their specification in cel-go says it. */
const LACKING: CelFunc[] = [
  ...Object.entries({ ceil: Math.ceil, floor: Math.floor, trunc: Math.trunc, abs: Math.abs, round }).map(
    ([name, work]) => ofDouble(name, work),
  ),
  celFunc('math.isFinite', [DOUBLE], BOOL, Number.isFinite),
  celFunc('math.isNaN', [DOUBLE], BOOL, Number.isNaN),
  ofBits('bitAnd', (a, b) => a & b),
  ofBits('bitXor', (a, b) => a ^ b),
  ofBits('bitShiftLeft', shiftLeft),
  celFunc('math.bitNot', [INT], INT, (value) => ~value),
  celFunc('lists.range', [INT], LIST, (count) => Array.from({ length: Number(count) }, (_, i) => BigInt(i))),
  celMethod('slice', LIST, [INT, INT], LIST, function (start, end) {
    return slice(this as Iterable<CelInput>, start, end); // sound: the library calls it on a list
  }),
  celMethod('sort', LIST, [], LIST, function () {
    return sort(this as Iterable<CelInput>);
  }),
  celMethod('distinct', LIST, [], LIST, function () {
    return [...new Set(this as Iterable<CelInput>)];
  }),
  celMethod('reverse', LIST, [], LIST, function () {
    return [...(this as Iterable<CelInput>)].toReversed();
  }),
  celMethod('flatten', LIST, [], LIST, function () {
    return [...(this as Iterable<CelInput>)].flatMap((item) => (isCelList(item) ? ([...item] as CelInput[]) : [item])); // sound: what the library holds it takes;
  }),
  celFunc('sets.contains', [LIST, LIST], BOOL, (list, part) => isWithin(part, list)),
  celFunc('sets.intersects', [LIST, LIST], BOOL, (a, b) => [...a].some((item) => [...b].includes(item))),
  celFunc('sets.equivalent', [LIST, LIST], BOOL, (a, b) => isWithin(a, b) && isWithin(b, a)),
  celFunc('base64.encode', [BYTES], STRING, (bytes) => Buffer.from(bytes).toString('base64')),
];

const ENVIRONMENT = celEnv({ funcs: [...strings, ...LACKING] });

/** What @bufbuild/cel makes of an expression, in the form of the conformance tests; `error` for an error. */
export function theirs(text: string, values: Values): unknown {
  try {
    return shownOf(plan(ENVIRONMENT, parse(text))({ s: bound(values) }));
  } catch {
    return 'error';
  }
}

/** A JavaScript number is a double to the library: ints are given as such. */
function bound({ n, m, levels, limits, ...rest }: Values): CelInput {
  const ints = (of: Readonly<Record<string, number>>): Record<string, CelInput> =>
    Object.fromEntries(Object.entries(of).map(([name, value]) => [name, BigInt(value)]));
  return {
    ...rest,
    ...ints({ ...(n === undefined ? {} : { n }), ...(m === undefined ? {} : { m }) }),
    ...(levels === undefined ? {} : { levels: levels.map(BigInt) }),
    ...(limits === undefined ? {} : { limits: ints(limits) }),
  };
}

function shownOf(value: unknown): unknown {
  if (isCelError(value)) return 'error';
  if (typeof value === 'bigint') return { int: String(value) };
  if (typeof value === 'number') return { double: Object.is(value, -0) ? '-0' : String(value) };
  if (isCelUint(value)) return { uint: String(value.value) };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('hex') };
  if (isCelType(value)) return { type: value.name };
  if (isCelList(value)) return { list: [...value].map(shownOf) };
  if (isCelMap(value)) {
    const entries = [...value.entries()].map(([key, member]) => [shownOf(key), shownOf(member)] as const);
    return { map: entries.toSorted(([a], [b]) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) };
  }
  if (typeof value === 'object' && value !== null && 'message' in value) return ofMessage(value.message);
  return value;
}

function ofMessage(message: unknown): unknown {
  const { $typeName, seconds, nanos } = message as { $typeName: string; seconds: bigint; nanos: number }; // sound: the only messages here
  return {
    [$typeName === 'google.protobuf.Duration' ? 'duration' : 'timestamp']: String(
      seconds * 1_000_000_000n + BigInt(nanos),
    ),
  };
}
