// SPDX-License-Identifier: Apache-2.0
import type { PermitDecision, Reason } from '../../model/decision.ts';
import type { Narrowable } from '../../pdp/pdp.ts';
import { refuse, type Facts, type Step } from '../settled.ts';
import { isCovered } from '../covers.ts';

/**
 * INVARIANT: never broaden. A permit that grants what was not asked for, or what is neither in the baseline nor under an operator's ceiling,
 * is refused whole: a PDP that broadens is broken or captured, and what else it says cannot be trusted (AuthZEN token issuance, section 5).
 */
export const refuseBroadening: Step = (settled, facts) => {
  const found = broadened(settled.decision, facts);
  return found === undefined ? settled : refuse(settled, 'access_denied', reasonFor(found));
};

const reasonFor = (what: string): Reason => ({ code: 'broadened', admin: `the decision grants ${what}` });

function broadened(decision: PermitDecision, { request, ceiling, narrowable }: Facts): string | undefined {
  const { baseline } = request;
  const beyond = (
    granted: readonly string[] | undefined,
    ...allowed: readonly (readonly string[] | undefined)[]
  ): string | undefined => granted?.find((name) => !allowed.some((names) => names?.includes(name) === true));

  const scope = decision.scopes.granted.find((granted) => !request.scopes.includes(granted.scope));
  if (scope) return `scope \`${scope.scope}\`, which was not requested`;
  const audience = beyond(decision.audiences, baseline.audiences, ceiling.audiences);
  if (audience !== undefined) return `audience \`${audience}\`, which is not in the baseline`;
  const group = beyond(decision.groups, baseline.groups);
  if (group !== undefined) return `group \`${group}\`, which is not in the baseline`;
  const role = beyond(decision.roles, baseline.roles);
  if (role !== undefined) return `role \`${role}\`, which is not in the baseline`;
  const detail = decision.authorizationDetails.find(
    (entry) =>
      !baseline.authorizationDetails.some((allowed) =>
        isCovered(entry, allowed, request.targets, pathsOf(narrowable, entry.type)),
      ),
  );
  if (detail) return `an authorization detail of type \`${detail.type}\` that no requested one covers`;
  const token = Object.keys(decision.tokens).find((name) => !request.tokens.some((asked) => asked === name));
  return token === undefined ? undefined : `a token of type \`${token}\`, which is not about to be issued`;
}

const pathsOf = (narrowable: Narrowable | undefined, type: string): Narrowable[string] =>
  narrowable && Object.hasOwn(narrowable, type) ? (narrowable[type] ?? []) : [];
