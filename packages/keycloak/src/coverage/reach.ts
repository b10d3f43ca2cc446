// SPDX-License-Identifier: Apache-2.0
import type { ClientReach, ReachCell } from '@assay/core/pep';
import type { ClientFacts, RealmState } from '../realm/facts.ts';
import { NAMES } from '../realm/names.ts';
import { hasSaml } from './clients.ts';
import type { Gate } from './gates.ts';
import { GRANTS, hasFeature, isAllowed, isRefused, type Grant } from './grants.ts';
import { voteOf } from './votes.ts';

/** Each client, and whether the gate is asked for its tokens, grant by grant. Pure. */
export function reachOf(state: RealmState, gates: readonly Gate[]): readonly ClientReach[] {
  return state.clients.map((client) => ({
    client: client.clientId,
    cells: Object.fromEntries(GRANTS.map((grant) => [grant, cellOf(grant, client, state, gates)])),
  }));
}

function cellOf(grant: Grant, client: ClientFacts, state: RealmState, gates: readonly Gate[]): ReachCell {
  if (!isAllowed(grant, client, state)) return { reach: 'not_allowed', why: 'the client may not' };
  if (grant === 'saml') return samlCell(client, state);
  const ungated = UNGATED[grant];
  if (ungated !== undefined && !isRefused(grant, state))
    return { reach: state.server || grant === 'docker' ? 'passes_by' : 'unknown', why: ungated };
  if (!hasFeature(state, 'CLIENT_POLICIES', true))
    return { reach: 'passes_by', why: 'the feature `client-policies` is off' };
  const cell = gateCell(client, gates);
  if (ungated !== undefined && cell.reach === 'asks')
    return { reach: 'not_allowed', why: 'the provider refuses what nobody can decide on' };
  if (grant === 'token_exchange' && cell.reach === 'asks' && hasFeature(state, 'TOKEN_EXCHANGE', false))
    return {
      reach: 'unknown',
      why: 'the legacy exchange can be denied, and does not keep to scopes that are withheld',
    };
  return cell;
}

/** Keycloak asks no client policy for these (26.5 to 26.7). */
const UNGATED: Readonly<Partial<Record<Grant, string>>> = {
  uma_ticket: 'Keycloak asks no client policy for a token with permissions (UMA)',
  pre_authorized_code: 'Keycloak asks no client policy for a pre-authorized code',
  docker: 'Keycloak asks no client policy for a token of a Docker registry',
};

function gateCell(client: ClientFacts, gates: readonly Gate[]): ReachCell {
  const live = gates.filter(({ policy }) => policy.isEnabled);
  const votes = live.map(({ policy }) => ({ policy, vote: voteOf(policy, client) }));
  const asked = votes.find(({ vote }) => vote === 'yes');
  if (asked) return { reach: 'asks', why: `client policy \`${asked.policy.name}\`` };
  const maybe = votes.find(({ vote }) => vote === 'unknown');
  if (maybe)
    return {
      reach: 'unknown',
      why: `whether client policy \`${maybe.policy.name}\` holds is told by requests, not by the realm`,
    };
  return { reach: 'passes_by', why: noGate(gates, live) };
}

function noGate(gates: readonly Gate[], live: readonly Gate[]): string {
  if (gates.length === 0) return `no client policy leads to \`${NAMES.executor}\``;
  return live.length === 0 ? 'the client policy is disabled' : 'the client policy does not hold for the client';
}

function samlCell(client: ClientFacts, state: RealmState): ReachCell {
  return hasSaml(client, state)
    ? { reach: 'asks', why: `mapper \`${NAMES.samlMapper}\`` }
    : { reach: 'passes_by', why: `the client has no mapper \`${NAMES.samlMapper}\`` };
}
