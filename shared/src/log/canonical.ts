// SPDX-License-Identifier: Apache-2.0
import { LONE_SURROGATE } from '../model/bounds.ts';

/**
 * The canonical JSON text of a value (RFC 8785): members sorted by UTF-16 units, no white space, numbers and strings as ECMAScript writes them.
 * Members that are undefined are left out. Throws a TypeError for what JSON cannot say: NaN, Infinity, lone surrogates, functions, cycles.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

/** Deeper than this is a cycle, or an attack on the stack. */
const MAX_DEPTH = 200;

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return writeString(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError('canonical JSON has no NaN and no Infinity');
      return String(value === 0 ? 0 : value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth > MAX_DEPTH) throw new TypeError('canonical JSON is at most 200 deep');
      return Array.isArray(value) ? writeArray(value, depth + 1) : writeObject(value as Record<string, unknown>, depth + 1);
    default:
      throw new TypeError(`canonical JSON has no ${typeof value}`);
  }
}

function writeString(text: string): string {
  if (LONE_SURROGATE.test(text)) throw new TypeError('canonical JSON has no lone surrogates');
  return JSON.stringify(text);
}

function writeArray(items: readonly unknown[], depth: number): string {
  let text = '[';
  for (let i = 0; i < items.length; i++) text += (i === 0 ? '' : ',') + write(items[i], depth);
  return text + ']';
}

function writeObject(members: Readonly<Record<string, unknown>>, depth: number): string {
  let text = '{';
  for (const name of Object.keys(members).sort()) {
    const value = members[name];
    if (value === undefined) continue;
    text += (text.length === 1 ? '' : ',') + writeString(name) + ':' + write(value, depth);
  }
  return text + '}';
}
