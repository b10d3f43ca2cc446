// SPDX-License-Identifier: Apache-2.0
import { isObject } from '../model/json.ts';
import type { IssuanceDecision } from '../model/decision.ts';
import { TOKEN_TYPES } from '../model/request.ts';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isSeconds: Check = (value) => Number.isSafeInteger(value) && (value as number) > 0; // sound: it is a number
const isIndex: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0; // sound: it is a number
const list =
  (item: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(item);
const members =
  (item: Check): Check =>
  (value) =>
    isObject(value) && Object.values(value).every(item);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const either =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));
const only =
  (literal: unknown): Check =>
  (value) =>
    value === literal;
const shape = (checks: Readonly<Record<string, Check>>): Check => {
  const entries = Object.entries(checks);
  return (value) =>
    isObject(value) &&
    entries.every(([member, check]) => check(Object.hasOwn(value, member) ? value[member] : undefined));
};

const rule = shape({ policy: isText, rule: isText, at: isText });
const ruleOrNull = either(only(null), rule);
const reason = shape({ code: isText, admin: isText, user: optional(isText) });
const lifetime = optional(shape({ seconds: isSeconds, rule }));
const claim = either(
  shape({ action: only('set'), claim: isText, value: (value) => value !== undefined, rule, sources: list(isText) }),
  shape({ action: only('remove'), claim: isText, rule: ruleOrNull }),
);

const DECIDED = {
  scopes: shape({
    granted: list(shape({ scope: isText, rule: ruleOrNull, lifetime })),
    withheld: list(shape({ scope: isText, rule: ruleOrNull, reason })),
  }),
  obligations: list(
    shape({
      type: isText,
      properties: members((value) => typeof value === 'string' || typeof value === 'number'),
      about: either(shape({ gate: isText }), shape({ scope: isText }), shape({ detail: isIndex })),
      rule,
    }),
  ),
  policyDigest: isText,
  trace: list(isIndex),
};

const isPermit = shape({
  ...DECIDED,
  outcome: only('permit'),
  gates: list(shape({ gate: isText, audience: isText, rule: ruleOrNull })),
  audiences: list(isText),
  groups: optional(list(isText)),
  roles: optional(list(isText)),
  authorizationDetails: list(shape({ type: isText })),
  withheldDetails: list(shape({ index: isIndex, type: isText, rule: ruleOrNull, reason })),
  tokens: (value) =>
    isObject(value) &&
    Object.keys(value).every((token) => TOKEN_TYPES.some((known) => known === token)) &&
    members(shape({ claims: list(claim), lifetime }))(value),
});

const isDeny = shape({ ...DECIDED, outcome: only('deny'), error: isText, reason, rule: ruleOrNull });

/**
 * Whether what a PDP returned is a decision, member by member. INVARIANT: only what is one reaches the guard: its steps compare names, and
 * something that merely turns into a name when it is written (a list of one string, say) would pass them.
 */
export function isDecision(value: unknown): value is IssuanceDecision {
  return isPermit(value) || isDeny(value);
}
