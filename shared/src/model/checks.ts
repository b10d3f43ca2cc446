// SPDX-License-Identifier: Apache-2.0
import { isObject } from './json.ts';

/** Whether an untrusted value has a shape. Checks are put together from these; they read own members only, and never throw for JSON. */
export type Check = (value: unknown) => boolean;

export const isText: Check = (value) => typeof value === 'string';
export const isIndex: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
export const isSeconds: Check = (value) => Number.isSafeInteger(value) && Number(value) > 0;
export const isScalar: Check = (value) => typeof value === 'string' || typeof value === 'number';

export const list =
  (item: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(item);

/** An object whose members all pass. */
export const members =
  (item: Check): Check =>
  (value) =>
    isObject(value) && Object.values(value).every(item);

export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

export const oneOf =
  (...literals: readonly unknown[]): Check =>
  (value) =>
    literals.includes(value);

export const either =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));

/** An object with these members; others it may have are not looked at. */
export function shape(checks: Readonly<Record<string, Check>>): Check {
  const entries = Object.entries(checks);
  return (value) =>
    isObject(value) &&
    entries.every(([member, check]) => check(Object.hasOwn(value, member) ? value[member] : undefined));
}
