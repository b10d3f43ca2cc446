// SPDX-License-Identifier: Apache-2.0
import {
  either,
  isIndex,
  isScalar,
  isSeconds,
  isText,
  list,
  members,
  oneOf,
  optional,
  shape,
} from '../model/checks.ts';
import { isObject } from '../model/json.ts';
import type { IssuanceDecision } from '../model/decision.ts';
import { TOKEN_TYPES } from '../model/request.ts';

const rule = shape({ policy: isText, rule: isText, at: isText });
const ruleOrNull = either(oneOf(null), rule);
const reason = shape({ code: isText, admin: isText, user: optional(isText) });
const memberships = optional(list(shape({ name: isText, rule: ruleOrNull, reason })));
const withheldDetails = list(shape({ index: isIndex, type: isText, rule: ruleOrNull, reason }));
const lifetime = optional(shape({ seconds: isSeconds, rule }));
const claim = either(
  shape({ action: oneOf('set'), claim: isText, value: (value) => value !== undefined, rule, sources: list(isText) }),
  shape({ action: oneOf('remove'), claim: isText, rule: ruleOrNull }),
);

const DECIDED = {
  scopes: shape({
    granted: list(shape({ scope: isText, rule: ruleOrNull, lifetime })),
    withheld: list(shape({ scope: isText, rule: ruleOrNull, reason })),
  }),
  obligations: list(
    shape({
      type: isText,
      properties: members(isScalar),
      about: either(shape({ gate: isText }), shape({ scope: isText }), shape({ detail: isIndex })),
      rule,
    }),
  ),
  policyDigest: isText,
  trace: list(isIndex),
};

const isPermit = shape({
  ...DECIDED,
  outcome: oneOf('permit'),
  gates: list(shape({ gate: isText, audience: isText, rule: ruleOrNull })),
  audiences: list(isText),
  groups: optional(list(isText)),
  roles: optional(list(isText)),
  withheldGroups: memberships,
  withheldRoles: memberships,
  authorizationDetails: list(shape({ type: isText })),
  narrowedDetails: optional(list(shape({ index: isIndex, type: isText, member: isText, rule }))),
  withheldDetails,
  tokens: (value) =>
    isObject(value) &&
    Object.keys(value).every((token) => TOKEN_TYPES.some((known) => known === token)) &&
    members(shape({ claims: list(claim), lifetime }))(value),
});

const isDeny = shape({
  ...DECIDED,
  outcome: oneOf('deny'),
  error: isText,
  reason,
  rule: ruleOrNull,
  withheldDetails: optional(withheldDetails),
});

/**
 * Whether what a PDP returned is a decision, member by member. INVARIANT: only what is one reaches the guard: its steps compare names, and
 * something that merely turns into a name when it is written (a list of one string, say) would pass them.
 */
export function isDecision(value: unknown): value is IssuanceDecision {
  return isPermit(value) || isDeny(value);
}
