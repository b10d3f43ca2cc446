// SPDX-License-Identifier: Apache-2.0
import type { Actor, JsonObject } from '@assay/core/model';
import type { Refusal } from '@assay/core/pep';
import type { Effect, Effects } from '../effects.ts';
import { RECORD_ID } from '../effects.ts';
import type { CustomTokenExchangeEvent, User } from './event.ts';

/** The exchange as calls: who acts comes before for whom, so that a call that fails leaves nobody. */
export function exchange({ actors, organization, user, features }: CustomTokenExchangeEvent): Effects {
  return [
    ...(actors.length > 0 ? [{ call: 'authentication.setActor', args: [actOf(actors)] } as const] : []),
    ...(organization === undefined ? [] : [{ call: 'authentication.setOrganization', args: [organization] } as const]),
    userEffect(user),
    ...(features.transactionMetadata
      ? [{ call: 'transaction.setMetadata', args: ['assay_decision', RECORD_ID], isOptional: true } as const]
      : []),
  ];
}

/** The client sees the code, and the id of the record. A subject token that is none counts against who sent it, which is Auth0's to do. */
export function refuse({ error, correlationId }: Refusal, isSubjectTokenInvalid: boolean): Effects {
  return isSubjectTokenInvalid
    ? [{ call: 'access.rejectInvalidSubjectToken', args: [`invalid_request ${correlationId}`] }]
    : [{ call: 'access.deny', args: [error, `${error} ${correlationId}`] }];
}

/** Nested as in RFC 8693 section 4.1. */
function actOf([first, ...others]: readonly Actor[]): JsonObject {
  return { sub: first?.id ?? '', ...(others.length > 0 ? { act: actOf(others) } : {}) };
}

function userEffect(user: User): Effect {
  if (user.by === 'id') return { call: 'authentication.setUserById', args: [user.id] };
  const { connection, attributes, canCreate, canUpdate } = user;
  const behaviour = {
    creationBehavior: canCreate ? 'create_if_not_exists' : 'none',
    updateBehavior: canUpdate ? 'replace' : 'none',
  };
  return { call: 'authentication.setUserByConnection', args: [connection, attributes, behaviour] };
}
