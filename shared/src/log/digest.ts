// SPDX-License-Identifier: Apache-2.0
import { isDeepFrozen } from '../model/freeze.ts';
import { canonicalJson } from './canonical.ts';

/** A function from a JSON value to `sha256-` and the digest of its canonical form. What is frozen is digested once. It throws where there is no canonical form. */
export function createDigest(sha256: (text: string) => string): (value: object) => string {
  const kept = new WeakMap<object, string>();
  const digest = (value: object): string => `sha256-${sha256(canonicalJson(value))}`;
  return (value) => {
    if (!isDeepFrozen(value)) return digest(value);
    const known = kept.get(value) ?? digest(value);
    kept.set(value, known);
    return known;
  };
}
