// SPDX-License-Identifier: Apache-2.0

const FROZEN = new WeakSet<object>();

/** Freezes a JSON value, all the way down, and returns it: what is computed from it may be kept, because it will not change. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || FROZEN.has(value)) return value;
  Object.values(value).forEach(deepFreeze);
  FROZEN.add(Object.freeze(value));
  return value;
}

/** Whether `deepFreeze` froze this very object. */
export function isDeepFrozen(value: object): boolean {
  return FROZEN.has(value);
}
