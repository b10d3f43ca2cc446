// SPDX-License-Identifier: Apache-2.0
import {
  Duration,
  EVAL_ERROR,
  KeyedMap,
  keyOf,
  NONE,
  Opaque,
  Optional,
  parseDuration,
  parseTimestamp,
  Timestamp,
  TypeValue,
  Uint,
} from '@assay/core/testing';
import type { SpecValue } from './tests.ts';

interface Entry {
  readonly key: SpecValue;
  readonly value: SpecValue;
}

/** A value of the specification as the run time has it in a place of unknown type: an int is a bigint there. */
export function valueOf(value: SpecValue): unknown {
  const [kind, of] = Object.entries(value)[0] ?? ['nullValue', null];
  switch (kind) {
    case 'int64Value':
      return BigInt(String(of));
    case 'uint64Value':
      return new Uint(BigInt(String(of)));
    case 'doubleValue':
      return Number(of);
    case 'bytesValue':
      return new Uint8Array(Buffer.from(String(of), 'base64'));
    case 'typeValue':
      return new TypeValue(String(of));
    case 'listValue':
      return ((of as { readonly values?: readonly SpecValue[] }).values ?? []).map(valueOf); // sound: as `cel.expr.ListValue` has it
    case 'mapValue':
      return mapOf((of as { readonly entries?: readonly Entry[] }).entries ?? []); // sound: as `cel.expr.MapValue` has it
    case 'objectValue':
      return wellKnown(of as Readonly<Record<string, unknown>>); // sound: as `google.protobuf.Any` is written in JSON
    default:
      return of;
  }
}

function mapOf(entries: readonly Entry[]): unknown {
  const pairs = entries.map(({ key, value }) => [valueOf(key), valueOf(value)] as const);
  return pairs.every(([key]) => typeof key === 'string')
    ? Object.fromEntries(pairs)
    : new KeyedMap(new Map(pairs.map(([key, value]) => [keyOf(key) ?? '', [key, value]])));
}

function wellKnown(any: Readonly<Record<string, unknown>>): unknown {
  const type = String(any['@type']).split('/').at(-1);
  const text = String(any['value']);
  if (type === 'google.protobuf.Duration') return parseDuration(text);
  if (type === 'google.protobuf.Timestamp') return parseTimestamp(text);
  throw new Error(`a protocol buffer message, ${type}, has no value here`);
}

/** A value of the run time as a person compares it: each kind by its name, ints whatever their representation. `isDyn` says what a number is. */
export function shown(value: unknown, isInt: boolean): unknown {
  if (value === EVAL_ERROR) return 'error';
  if (typeof value === 'bigint') return { int: String(value) };
  if (typeof value === 'number')
    return isInt ? { int: String(value) } : { double: Object.is(value, -0) ? '-0' : String(value) };
  if (value instanceof Uint) return { uint: String(value.value) };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('hex') };
  if (value instanceof Timestamp) return { timestamp: String(value.nanos) };
  if (value instanceof Duration) return { duration: String(value.nanos) };
  if (value instanceof TypeValue) return { type: value.name };
  if (value instanceof Opaque) return { [value.type]: value.text };
  if (value === NONE) return { optional: 'none' };
  if (value instanceof Optional) return { optional: shown(value.value, isInt) };
  if (Array.isArray(value)) return { list: value.map((item) => shown(item, isInt)) };
  if (value instanceof KeyedMap) return { map: sorted([...value.entries.values()], isInt) };
  if (typeof value === 'object' && value !== null) return { map: sorted(Object.entries(value), isInt) };
  return value;
}

/** The order of a map's entries says nothing. */
function sorted(entries: readonly (readonly [unknown, unknown])[], isInt: boolean): readonly unknown[] {
  return entries
    .map(([key, value]) => [shown(key, isInt), shown(value, isInt)])
    .toSorted(([a], [b]) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
