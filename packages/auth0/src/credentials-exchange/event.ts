// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import { fieldsOf, isObject, outOfBounds, own, type JsonObject, type Parsed } from '@assay/core/model';
import { clientIn, type ToldClient } from '../client.ts';
import { featuresOf, type Features } from '../features.ts';
import { profileOf } from '../profile.ts';
import { toldScopes } from '../told-scopes.ts';
import { some } from '../some.ts';

/** What we read of a credentials-exchange event. */
export interface CredentialsExchangeEvent {
  readonly features: Features;
  readonly tenant: string;
  readonly client: ToldClient;
  readonly profile: JsonObject;
  readonly agentId?: string;
  readonly api: string;
  /** What the token would have; absent: the event does not tell. */
  readonly scopes?: readonly string[];
  readonly ip?: string;
  readonly userAgent?: string;
  readonly parameters: JsonObject;
  readonly correlationId?: string;
}

/** Reads what the entry made of an event (`nativeOf`). What Auth0 may add is passed over; what we read has to be right. */
export function parseEvent(native: unknown): Parsed<CredentialsExchangeEvent> {
  const outside = outOfBounds(native);
  if (outside.length > 0) return { ok: false, problems: outside };
  const problems: Problem[] = [];
  const event = own(native, 'event');
  const f = fieldsOf(event, '/event', problems);
  const request = f.inner('request');
  const transaction = f.inner('transaction');
  const features = featuresOf(own(native, 'features'));
  const target = transaction.textsOr('target_scopes', undefined);
  const value: CredentialsExchangeEvent = {
    features,
    tenant: f.inner('tenant').textOr('id', ''),
    client: clientIn(f.inner('client')),
    profile: isObject(event) ? profileOf(event as JsonObject) : {}, // sound: within bounds, so JSON
    ...some('agentId', f.inner('agent').textOr('agent_id', undefined)),
    api: f.inner('resource_server').text('identifier'),
    ...some('scopes', toldScopes(target, f.inner('accessToken').textsOr('scope', undefined), features)),
    ...some('ip', request.textOr('ip', undefined)),
    ...some('userAgent', request.textOr('user_agent', undefined)),
    parameters: request.objectOr('parameters', {}),
    ...some('correlationId', transaction.textOr('correlation_id', undefined)),
  };
  // a person's event has nearly all of that, too, and would be decided as a machine's
  for (const path of [['user'], ['transaction', 'subject_token_type']])
    if (path.reduce<unknown>(own, event) !== undefined)
      problems.push({
        path: `/event/${path.join('/')}`,
        message: 'expected an event of credentials-exchange, which has none',
      });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value };
}
