// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import type { ClientFacts, ConditionFacts, PolicyFacts } from '../realm/facts.ts';
import { NAMES } from '../realm/names.ts';

/** Whether a policy holds for a client: only `any-client` does at every moment, others may abstain, and then the policy does not hold. */
export type Vote = 'yes' | 'no' | 'unknown';

/**
 * As Keycloak counts: without conditions a policy never holds; one that votes no is enough; negative logic turns votes round. What only a request tells is
 * unknown, and so is a condition that holds, because which moments it votes at differs from version to version. Pure.
 */
export function voteOf({ conditions, mode }: PolicyFacts, client: ClientFacts): Vote {
  if (conditions.length === 0) return 'no';
  if (!isKnownMode(mode)) return 'unknown';
  const votes = conditions.map((condition) => turned(condition, client));
  if (votes.includes('no')) return 'no';
  return votes.every((vote) => vote === 'yes') ? 'yes' : 'unknown';
}

/** These two differ in how many conditions have to vote, which is one and the same for one that always does; another may only report. */
export const isKnownMode = (mode: string | undefined): boolean =>
  mode === undefined || mode === '' || /^(?:default|strict)$/i.test(mode);

function turned(condition: ConditionFacts, client: ClientFacts): Vote {
  if (condition.condition === NAMES.condition) return condition.isNegative ? 'no' : 'yes';
  const holds = HOLDS.get(condition.condition)?.(condition, client);
  return holds === condition.isNegative ? 'no' : 'unknown';
}

type Holds = (condition: ConditionFacts, client: ClientFacts) => boolean | undefined;

const HOLDS: ReadonlyMap<string, Holds> = new Map<string, Holds>([
  ['client-type', ({ configuration }, { protocol }) => sameText(own(configuration, 'protocol'), protocol)],
  [
    'client-access-type',
    ({ configuration }, { isPublic, isBearerOnly }) => {
      const types = own(configuration, 'type');
      const type = isPublic ? 'public' : isBearerOnly ? 'bearer-only' : 'confidential';
      return Array.isArray(types) ? types.includes(type) : undefined;
    },
  ],
]);

const sameText = (value: unknown, text: string): boolean | undefined =>
  typeof value === 'string' ? value === text : undefined;
