// SPDX-License-Identifier: Apache-2.0
import { own, type Json } from '@assay/core/model';

/** What an Action may write to: members of an event, or of an object within one. */
export type Members = Record<string, unknown>;

/** A copy of `value` as JSON has it, or undefined where JSON has nothing for it. Throws what its own code throws, and on cycles and BigInt. */
export function jsonOf(value: unknown): Json | undefined {
  const text: string | undefined = JSON.stringify(value);
  return text === undefined ? undefined : (JSON.parse(text) as Json); // sound: the parser makes nothing else
}

/** A copy of `value` for a report: never throws, names the kind of what JSON cannot hold. */
export function shown(value: unknown): Json {
  try {
    const json = jsonOf(value);
    return json === undefined ? `[${typeof value}]` : json;
  } catch {
    return `[${typeof value}]`;
  }
}

/** Bytes of `value` as JSON. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}

/** The own member at the end of `path`, or undefined. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce(own, value);
}

export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

export function textsAt(value: unknown, ...path: readonly string[]): readonly string[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.filter((item) => typeof item === 'string') : [];
}

/** The object `name` of `owner`, made where there is none. */
export function memberOf(owner: Members, name: string): Members {
  const found = own(owner, name);
  if (isMembers(found)) return found;
  const made: Members = {};
  owner[name] = made;
  return made;
}

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
