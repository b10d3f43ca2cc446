// SPDX-License-Identifier: Apache-2.0
import type { ClientReach, ReachCell } from '@assay/core/pep';
import { isLive, runAt, type OurAction } from './bound.ts';
import type { TenantFacts } from './facts.ts';
import { GRANT_NAMES, GRANTS, grantsOf, type Grant } from './grants.ts';

export interface Coverage {
  readonly grants: readonly Grant[];
  readonly clients: readonly ClientReach[];
}

/** What a client may of which nothing is told. */
const USUAL: ReadonlySet<Grant> = new Set(['authorization_code', 'implicit', 'refresh_token', 'client_credentials']);

/** Each client, and whether an Action of ours is asked for its tokens. Where none is told, one row for any of them. Pure. */
export function coverageOf(facts: TenantFacts, ours: readonly OurAction[]): Coverage {
  const clients = (facts.clients ?? []).map((client) => ({ client, grants: grantsOf(client) }));
  const used = new Set(clients.flatMap(({ grants }) => [...(grants ?? USUAL)]));
  const grants = GRANT_NAMES.filter((grant) => (facts.clients ? used : USUAL).has(grant));
  const cellsOf = (allowed: ReadonlySet<Grant> | undefined): ClientReach['cells'] =>
    Object.fromEntries(
      grants.map((grant) => [
        grant,
        (allowed ?? USUAL).has(grant)
          ? reachOf(grant, { facts, ours })
          : { reach: 'not_allowed', why: 'the client may not' },
      ]),
    );
  if (!facts.clients) return { grants, clients: [{ client: 'any client', cells: cellsOf(undefined) }] };
  return {
    grants,
    clients: clients.map(({ client, grants: allowed }) => ({
      client: client.id === undefined ? client.name : `${client.name} (${client.id})`,
      cells: cellsOf(allowed),
    })),
  };
}

interface Asked {
  readonly facts: TenantFacts;
  readonly ours: readonly OurAction[];
}

function reachOf(grant: Grant, asked: Asked): ReachCell {
  const by = GRANTS[grant];
  if (by === 'nothing')
    return { reach: 'passes_by', why: 'Token Vault gives out tokens of other providers, and runs no Action' };
  if (by === 'unknown') return { reach: 'unknown', why: 'whether an Action runs for a grant type it has is not known' };
  return reachOfTrigger(by, asked);
}

function reachOfTrigger(trigger: 'post-login' | 'credentials-exchange', { facts, ours }: Asked): ReachCell {
  if (!facts.bindings) return { reach: 'unknown', why: 'bindings were not exported' };
  const built = ours.filter(({ target }) => target === `auth0/${trigger}`);
  const bound = runAt(facts, trigger).filter((action) => built.some((our) => our.action === action));
  const live = bound.find((action) => typeof action !== 'string' && isLive(action));
  if (live !== undefined) return { reach: 'asks', why: trigger };
  return bound.length > 0
    ? { reach: 'unknown', why: `what is bound to ${trigger} is not deployed as it was exported` }
    : { reach: 'passes_by', why: `no Action of ours is bound to ${trigger}` };
}
