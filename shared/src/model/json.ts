// SPDX-License-Identifier: Apache-2.0

/** A JSON value, read only. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [member: string]: Json;
}

/** Whether `value` is an object that JSON could have made: not null, not an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own member `name` of `value`, or undefined: never something inherited, whatever the name is. */
export function own(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** An untrusted value in a message: a number as it is, anything else by its kind. Its own way to become a string is never asked for. */
export function describe(value: unknown): string {
  return typeof value === 'number' ? String(value) : typeof value;
}
