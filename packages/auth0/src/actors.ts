// SPDX-License-Identifier: Apache-2.0
import { own, type Actor } from '@assay/core/model';

/** The chains of all claims that name actors (RFC 8693 section 4.1), one after the other: the one acting now, then whom it acts for. Nobody is named twice. */
export function actorsOf(...claims: readonly unknown[]): readonly Actor[] {
  const actors = claims.flatMap((claim) => chainOf(claim).map((id): Actor => ({ type: typeOf(id), id })));
  return actors.filter(({ id }, at) => actors.findIndex((other) => other.id === id) === at);
}

/** The ids of one chain, as far as it names them. */
export function chainOf(claim: unknown): readonly string[] {
  const ids: string[] = [];
  for (let at = claim; ; at = own(at, 'act')) {
    const id = own(at, 'sub');
    if (typeof id !== 'string' || id === '') return ids;
    ids.push(id);
  }
}

/** Ids of users have their provider before a bar; clients of Auth0 speak for themselves as `<client id>@clients`. */
function typeOf(id: string): Actor['type'] {
  if (id.endsWith('@clients')) return 'client';
  return id.includes('|') ? 'user' : 'workload';
}
