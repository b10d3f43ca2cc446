// SPDX-License-Identifier: Apache-2.0

const EMBEDDED = new WeakSet<object>();

/** Marks a PDP of this package, and freezes it. */
export function embed<T extends object>(pdp: T): Readonly<T> {
  EMBEDDED.add(pdp);
  return Object.freeze(pdp);
}

/** Whether `embed` was called with this very object: what it answers is a decision, and need not be checked for being one. A copy of it is not. */
export function isEmbedded(pdp: object): boolean {
  return EMBEDDED.has(pdp);
}
