// SPDX-License-Identifier: Apache-2.0
import { own, type Actor } from '@assay/core/model';

/** The chain of the first of `claims` that names an actor (RFC 8693 section 4.1): the one acting now, then whom it acts for. */
export function actorsOf(claims: readonly unknown[]): readonly Actor[] {
  return claims.map(chainOf).find((chain) => chain.length > 0) ?? [];
}

function chainOf(claim: unknown): readonly Actor[] {
  const actors: Actor[] = [];
  for (let at = claim; ; at = own(at, 'act')) {
    const id = own(at, 'sub');
    if (typeof id !== 'string' || id === '') return actors;
    actors.push({ type: typeOf(id), id });
  }
}

/** Ids of users have their provider before a bar; clients of Auth0 speak for themselves as `<client id>@clients`. */
function typeOf(id: string): Actor['type'] {
  if (id.endsWith('@clients')) return 'client';
  return id.includes('|') ? 'user' : 'workload';
}
