// SPDX-License-Identifier: Apache-2.0
import type { ClientReach, ReachCell } from '@assay/core/pep';
import type { ClientFacts, TriggerFacts, UserPoolFacts } from './facts.ts';

/** How a client of a user pool gets tokens. */
export const GRANTS = ['authorization_code', 'implicit', 'sign_in', 'refresh_token', 'client_credentials'] as const;
export type Grant = (typeof GRANTS)[number];

/** Whose function the trigger names, as far as was told. */
export type BoundTo = 'ours' | 'other' | 'not_told';

/** Each client, and whether our function is asked for its tokens. Where none is told, one row for any of them. Pure. */
export function coverageOf({ clients, isListed, trigger }: UserPoolFacts, boundTo: BoundTo): readonly ClientReach[] {
  const reach = (client?: ClientFacts): ClientReach['cells'] =>
    cellsOf((grant) => reachOf(grant, { trigger, boundTo, client }));
  if (clients.length === 0 && !isListed) return [{ client: 'any client', cells: reach() }];
  return clients.map((client) => ({
    client: client.name === undefined ? client.id : `${client.name} (${client.id})`,
    cells: reach(client),
  }));
}

interface Asked {
  readonly trigger: TriggerFacts | undefined;
  readonly boundTo: BoundTo;
  readonly client: ClientFacts | undefined;
}

const cellsOf = (cell: (grant: Grant) => ReachCell): ClientReach['cells'] =>
  Object.fromEntries(GRANTS.map((grant) => [grant, cell(grant)]));

function reachOf(grant: Grant, { trigger, boundTo, client }: Asked): ReachCell {
  const allowed = client?.flows === undefined ? undefined : ALLOWED[grant](client.flows);
  if (allowed === false) return { reach: 'not_allowed', why: 'the client may not' };
  const unless = allowed === undefined ? ', where a client may' : '';
  if (!trigger) return { reach: 'passes_by', why: `nothing is bound${unless}` };
  // AWS: "Pre token generation Lambda trigger", the versions of the event
  if (grant === 'client_credentials' && trigger.version !== 'V3_0')
    return { reach: 'passes_by', why: `${trigger.version} is not asked for machine tokens${unless}` };
  if (boundTo === 'other') return { reach: 'passes_by', why: `the function that is bound is another${unless}` };
  if (boundTo === 'not_told') return { reach: 'unknown', why: 'what the function runs that is bound is not told' };
  return { reach: 'asks', why: `the trigger, with ${trigger.version}` };
}

type Flows = NonNullable<ClientFacts['flows']>;

const ALLOWED: Readonly<Record<Grant, (flows: Flows) => boolean>> = {
  authorization_code: ({ oauth }) => oauth.includes('code'),
  implicit: ({ oauth }) => oauth.includes('implicit'),
  // every flow there is or will be signs users in, but for these two; names without `ALLOW_` are older ones
  sign_in: ({ signIn }) => signIn.some((flow) => !NOT_OF_USERS.includes(flow)),
  refresh_token: ({ oauth, signIn, rotatesRefreshTokens }) =>
    oauth.includes('code') ||
    signIn.includes('ALLOW_REFRESH_TOKEN_AUTH') ||
    rotatesRefreshTokens ||
    signIn.some((flow) => !flow.startsWith('ALLOW_')),
  // GetClientToken is the same by another door
  client_credentials: ({ oauth, signIn }) =>
    oauth.includes('client_credentials') || signIn.includes('ALLOW_CLIENT_TOKEN_AUTH'),
};

const NOT_OF_USERS = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_CLIENT_TOKEN_AUTH'];
