// SPDX-License-Identifier: Apache-2.0
import type { PermitDecision } from '@assay/core/model';
import type { Refusal } from '@assay/core/pep';
import { claimEffects } from '../claims.ts';
import { DENIAL_CODES } from '../denial-codes.ts';
import type { Effects } from '../effects.ts';
import type { Auth0Settings } from '../settings.ts';
import type { CredentialsExchangeEvent } from './event.ts';

/** The permit as calls: scopes first, so that a call that fails leaves less and never more. */
export function toResponse(
  decision: PermitDecision,
  { scopes = [] }: CredentialsExchangeEvent,
  settings: Auth0Settings,
): Effects {
  const granted = decision.scopes.granted.map(({ scope }) => scope);
  const isSame = scopes.every((scope) => granted.includes(scope)) && granted.every((scope) => scopes.includes(scope));
  return [
    ...(isSame ? [] : [{ call: 'transaction.setTargetScopes', args: [granted] } as const]),
    ...claimEffects(decision, settings),
  ];
}

/** The code is what OAuth has for it, the text is ours and the id of the record. */
export function refuse({ error, correlationId }: Refusal): Effects {
  return [{ call: 'access.deny', args: [DENIAL_CODES[error], `${error} ${correlationId}`] }];
}
