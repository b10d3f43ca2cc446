// SPDX-License-Identifier: Apache-2.0
import { either, isIndex, isText, list, members, oneOf, optional, shape, type Check } from '../model/checks.ts';
import { TOKEN_TYPES } from '../model/request.ts';
import { RECORD_VERSION, type DecisionRecord } from './record.ts';

const isNumber: Check = (value) => typeof value === 'number';
const isFlag: Check = (value) => typeof value === 'boolean';
const isTime: Check = (value) =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));
const isId: Check = (value) => typeof value === 'string' && /^[\w-]{1,128}$/.test(value);

const rule = shape({ policy: isText, rule: isText, at: isText });
const ruleOrNull = either(oneOf(null), rule);
const reason = shape({ code: isText, admin: isText });
const member = shape({ name: isText, rule: ruleOrNull, reason });
const claim = either(
  shape({ action: oneOf('set'), claim: isText, rule, sources: list(isText) }),
  shape({ action: oneOf('remove'), claim: isText, rule: ruleOrNull }),
);
/** An object of any members. */
const anything = members(() => true);

const isShaped = shape({
  version: oneOf(RECORD_VERSION),
  id: isId,
  time: isTime,
  host: shape({ adapter: isText, trigger: optional(isText) }),
  mode: oneOf('enforce', 'observe'),
  governed: isFlag,
  outcome: oneOf('permit', 'deny'),
  effect: oneOf('issued_as_decided', 'issued_unchanged', 'refused'),
  error: optional(isText),
  reason: optional(reason),
  rule: optional(rule),
  who: optional(
    shape({
      subject: shape({ type: isText, id: isText }),
      actors: list(shape({ type: isText, id: isText })),
      client: shape({ id: isText }),
    }),
  ),
  asked: optional(shape({ grant: isText, tokens: list(isText), targets: list(isText), scopes: list(isText) })),
  baseline: optional(shape({ claims: anything })),
  granted: optional(
    shape({
      scopes: list(shape({ scope: isText, rule: ruleOrNull })),
      audiences: list(isText),
      tokens: list(shape({ token: oneOf(...TOKEN_TYPES), claims: list(claim) })),
    }),
  ),
  withheld: shape({
    scopes: list(shape({ scope: isText, rule: ruleOrNull, reason })),
    claims: list(shape({ token: isText, claim: isText, rule: ruleOrNull, reason })),
    groups: optional(list(member)),
    roles: optional(list(member)),
  }),
  obligations: list(shape({ type: isText, met: isFlag })),
  policy: shape({ digest: isText, decided: list(rule) }),
  evidence: list(shape({ source: isText, status: isText, latencyMs: isNumber, exception: optional(isText) })),
  trace: list(isIndex),
  timings: shape({ gather: isNumber, decide: isNumber, total: isNumber }),
  correlation: members(isText),
  inputs: anything,
  redacted: list(isText),
});

/**
 * Whether a value that came from outside is a decision record, as far as it is relied upon: all by which records are kept, looked up and shown. What may have been
 * redacted, and members that a newer version adds, are not looked at. Never throws for JSON.
 */
export function isDecisionRecord(value: unknown): value is DecisionRecord {
  return isShaped(value);
}
