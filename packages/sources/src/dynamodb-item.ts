// SPDX-License-Identifier: Apache-2.0
import { isObject, type Json, type JsonObject } from '@assay/core/model';

/** An item as JSON, or why it has none, in words that hold nothing of it. */
export type ItemValue = { readonly value: JsonObject } | { readonly why: string };

/** Deeper than a table lets an item be (32), and far from the end of the stack. */
const MAX_DEPTH = 64;

/** An item as JSON, without its key. Sets become lists, sorted, because a set has no order and the digest of evidence needs one. */
export function valueOfItem(item: unknown, partitionKey: string): ItemValue {
  if (!isObject(item)) return { why: NO_ITEM };
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

/** Not what the service documents. */
const NO_ITEM = 'its item is not an item';

class Refusal extends Error {}

function valueOf(attribute: unknown, depth: number): Json {
  const [[type, value] = [], more] = isObject(attribute) ? Object.entries(attribute) : [];
  if (type === undefined || more !== undefined || depth > MAX_DEPTH) throw new Refusal(NO_ITEM);
  switch (type) {
    case 'S':
      return text(value);
    case 'N':
      return number(value);
    case 'BOOL':
      if (typeof value !== 'boolean') throw new Refusal(NO_ITEM);
      return value;
    case 'NULL':
      if (value !== true) throw new Refusal(NO_ITEM);
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
      if (!isObject(value)) throw new Refusal(NO_ITEM);
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
  if (typeof value !== 'string') throw new Refusal(NO_ITEM);
  return value;
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Refusal(NO_ITEM);
  return value as readonly unknown[]; // sound: nothing is assumed of its items
}

/** A table's numbers have 38 digits and end at 1E-130; of JSON's, 15 digits are always exact, and of whole numbers those up to 2^53 - 1. */
function number(value: unknown): number {
  const written = text(value);
  const [, whole = '', part = '', power] = /^-?([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/.exec(written) ?? [];
  const result = Number(written);
  if (whole === '' || !Number.isFinite(result)) throw new Refusal('its item holds a number that is none');
  const digits = `${whole}${part}`.replace(/^0+/, '').replace(/0+$/, '').length;
  const isWholeAsWritten = part === '' && power === undefined;
  const isExact = Number.isInteger(result)
    ? Number.isSafeInteger(result) && (digits <= 15 || isWholeAsWritten)
    : digits <= 15;
  const hasVanished = digits > 0 && Math.abs(result) < SMALLEST;
  if (!isExact || hasVanished)
    throw new Refusal('its item holds a number JSON cannot hold exactly: write it as a text');
  return result;
}

/** Nearer to zero, numbers have fewer than 15 digits, and then none. */
const SMALLEST = 1e-300;
