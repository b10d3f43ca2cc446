// SPDX-License-Identifier: Apache-2.0
import { isMembers } from './json.ts';

/** Bounds of a text, in characters (code points, as a JSON schema counts them). */
export interface TextBounds {
  readonly min?: number;
  readonly max?: number;
}

/** Throws unless `value` is a string within `bounds`; `what` says in the message which one. */
export function assertText(value: unknown, what: string, { min = 0, max = Infinity }: TextBounds = {}): string {
  if (typeof value !== 'string') throw new Error(`${what} must be a string`);
  const length = lengthOf(value);
  if (length < min) throw new Error(`${what} must have at least ${min} character${min === 1 ? '' : 's'}`);
  if (length > max) throw new Error(`${what} must have at most ${max} characters`);
  return value;
}

export function assertBoolean(value: unknown, what: string): boolean {
  if (typeof value !== 'boolean') throw new Error(`${what} must be a boolean`);
  return value;
}

export function assertNumber(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`${what} must be a number`);
  return value;
}

export function assertOneOf<T extends string>(value: unknown, what: string, allowed: readonly T[]): T {
  const found = allowed.find((name) => name === value);
  if (found === undefined) throw new Error(`${what} must be one of ${allowed.join(', ')}`);
  return found;
}

/** Throws unless `value` is an object, and, where `allowed` is given, has no other members. */
export function assertMembers(value: unknown, what: string, allowed?: readonly string[]): Record<string, unknown> {
  if (!isMembers(value)) throw new Error(`${what} must be an object`);
  const unknown = allowed === undefined ? undefined : Object.keys(value).find((name) => !allowed.includes(name));
  if (unknown !== undefined) throw new Error(`${what} must not have the member ${unknown}`);
  return value;
}

function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
