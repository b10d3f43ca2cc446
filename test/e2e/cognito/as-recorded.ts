// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import { own } from '@assay/core/model';
import { scopesOf, type Tokens } from './tokens.ts';

/** The parts of tokens a record speaks of. */
export interface Said {
  readonly scopes?: readonly string[];
  readonly claims: readonly (readonly [token: string, claim: string, value: unknown])[];
}

/** What a record says is in the tokens; a claim that was removed has the value undefined. Without scopes where the event told none. */
export function recorded({ granted, asked }: DecisionRecord): Said {
  const scopes = granted?.scopes.map(({ scope }) => scope).sort() ?? [];
  const claims = granted?.tokens.flatMap(({ token, claims: changes }) =>
    changes.map((change): Said['claims'][number] => [
      token,
      change.claim,
      change.action === 'set' ? change.value : undefined,
    ]),
  );
  return { ...(asked?.scopes.length === 0 ? {} : { scopes }), claims: claims ?? [] };
}

/** The same parts, as they are in the tokens. */
export function issued({ access, id }: Tokens, record: DecisionRecord): Said {
  const { scopes, claims } = recorded(record);
  return {
    ...(scopes === undefined ? {} : { scopes: scopesOf(access) }),
    claims: claims.map(([token, claim]) => [token, claim, own(token === 'id_token' ? id : access, claim)]),
  };
}
