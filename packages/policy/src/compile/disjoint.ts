// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import type { PolicyDocument } from '../document/policy-document.ts';

type Applies = PolicyDocument['applies'];

/** Whether two policies can never be asked about the same request: they apply to other audiences, or to other clients. */
export function areDisjoint(
  { applies: a }: Pick<PolicyDocument, 'applies'>,
  { applies: b }: Pick<PolicyDocument, 'applies'>,
): boolean {
  const differ = (names: (applies: NonNullable<Applies>) => readonly Located<string>[] | undefined): boolean => {
    const [left, right] = [a && names(a), b && names(b)];
    if (!left || !right) return false;
    const known = new Set(left.map(({ value }) => value));
    return !right.some(({ value }) => known.has(value));
  };
  return differ(({ audiences }) => audiences) || differ(({ clients }) => clients);
}
