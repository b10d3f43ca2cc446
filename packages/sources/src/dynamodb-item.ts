// SPDX-License-Identifier: Apache-2.0
import { isObject, type Json, type JsonObject } from '@assay/core/model';

/** An item as JSON, or why it has none, in words that hold nothing of it. */
export type ItemValue = { readonly value: JsonObject } | { readonly why: string };

/** Deeper than a table lets an item be (32), and far from the end of the stack. */
const MAX_DEPTH = 64;

/** An item as JSON, without its key. Sets become lists, sorted, because a set has no order and the digest of evidence needs one. */
export function valueOfItem(item: unknown, partitionKey: string): ItemValue {
  if (!isObject(item)) return { why: 'its item is not an item' };
  try {
    const entries = Object.entries(item).filter(([attribute]) => attribute !== partitionKey);
    return {
      value: Object.fromEntries(entries.map(([attribute, value]): [string, Json] => [attribute, valueOf(value, 0)])),
    };
  } catch (error) {
    if (error instanceof Refusal) return { why: error.message };
    throw error;
  }
}

class Refusal extends Error {}

function valueOf(attribute: unknown, depth: number): Json {
  const [[type, value] = [], more] = isObject(attribute) ? Object.entries(attribute) : [];
  if (type === undefined || more !== undefined || depth > MAX_DEPTH) throw new Refusal('its item is not an item');
  switch (type) {
    case 'S':
      return text(value);
    case 'N':
      return number(value);
    case 'BOOL':
      return value === true;
    case 'NULL':
      return null;
    case 'L':
      return list(value).map((item) => valueOf(item, depth + 1));
    case 'SS':
      return list(value).map(text).sort();
    case 'NS':
      return list(value)
        .map(number)
        .sort((a, b) => a - b);
    case 'M':
      if (!isObject(value)) throw new Refusal('its item is not an item');
      return Object.fromEntries(
        Object.entries(value).map(([member, inner]): [string, Json] => [member, valueOf(inner, depth + 1)]),
      );
    case 'B':
    case 'BS':
      throw new Refusal('its item holds bytes, which JSON does not have');
    default:
      throw new Refusal('its item holds a type that is not known');
  }
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Refusal('its item is not an item');
  return value;
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Refusal('its item is not an item');
  return value as readonly unknown[]; // sound: nothing is assumed of its items
}

/** A table's numbers have 38 digits; of JSON's, 15 are always exact, and of whole ones those up to 2^53 - 1. */
function number(value: unknown): number {
  const written = text(value);
  const [, whole = '', part = '', power] = /^-?([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/.exec(written) ?? [];
  const result = Number(written);
  if (whole === '' || !Number.isFinite(result)) throw new Refusal('its item holds a number that is none');
  const digits = `${whole}${part}`.replace(/^0+/, '').replace(/0+$/, '').length;
  const isExact = Number.isInteger(result)
    ? Number.isSafeInteger(result) && (digits <= 15 || (part === '' && power === undefined))
    : digits <= 15;
  if (!isExact) throw new Refusal('its item holds a number JSON cannot hold exactly: write it as a text');
  return result;
}
