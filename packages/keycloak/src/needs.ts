// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable } from '@assay/core/pdp';

/** What a policy reads of what Keycloak knows: only that is asked for. `['*']`: all of it. */
export interface Needs {
  readonly digest: string;
  readonly user_attributes: readonly string[];
  readonly session_notes: readonly string[];
  readonly client_attributes: readonly string[];
  readonly parameters: readonly string[];
  /** Whether a decision before the tokens are built counts what the ID token would hold: building it for that alone is dear. */
  readonly id_token: boolean;
  /** Whether it counts which client scopes a client has. */
  readonly client_scopes: boolean;
}

/** Paths into the request, from the root. */
type Path = readonly string[];

/**
 * What a compiled policy set, and the keys of its sources, read of a subject's profile and of the request's parameters. `sha256` gives the digest the provider
 * shows it knows them by.
 */
export function needsOf(
  table: Pick<DecisionTable, 'slots' | 'parameters' | 'governance'>,
  keys: readonly Path[],
  sha256: (text: string) => string,
): Needs {
  const paths = [...table.slots.filter(({ root }) => root === 'request').map(({ path }) => path), ...keys];
  const named = {
    user_attributes: namesBelow(paths, ['subject', 'profile']).filter((name) => name !== 'keycloak'),
    session_notes: namesBelow(paths, ['subject', 'profile', 'keycloak', 'session_notes']),
    client_attributes: namesBelow(paths, ['subject', 'profile', 'keycloak', 'client_attributes']),
    parameters: [...table.parameters].toSorted(),
    // a claim no rule speaks of is removed where it would be
    id_token: table.governance.unlistedClaims === 'remove',
    client_scopes: namesBelow(paths, ['subject', 'profile', 'keycloak', 'client_scopes']).length > 0,
  };
  return { digest: sha256(JSON.stringify(named)).slice(0, 16), ...named };
}

/** The members of the object at `above` that are read; all, where it is read as a whole, or something it is part of. */
function namesBelow(paths: readonly Path[], above: Path): readonly string[] {
  const isAlong = (path: Path): boolean => path.every((step, index) => index >= above.length || step === above[index]);
  const along = paths.filter((path) => path[0] === 'subject' && path[1] === 'profile' && isAlong(path));
  if (along.some(({ length }) => length <= above.length)) return ['*'];
  return [...new Set(along.flatMap((path) => path[above.length] ?? []))].toSorted();
}
