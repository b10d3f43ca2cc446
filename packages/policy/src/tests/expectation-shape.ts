// SPDX-License-Identifier: Apache-2.0
import { REASONS, type JsonObject, type ReasonCode } from '@assay/core/model';
import type { Located } from '../diagnostic.ts';
import { jsonObject, type LocatedJson } from '../document/json-value.ts';
import { flag, text, type Shape } from '../document/shape.ts';
import { mapOf, type MapEntry } from '../document/shape-collections.ts';
import { optional, record, type Fields } from '../document/shape-record.ts';
import { choice, seconds } from '../document/shapes.ts';
import { anyKey, tokenType } from './fixture-shapes.ts';
import { anyListOf, listOr, texts } from './plain-shapes.ts';

/** The codes a client may see of a denial (`IssuanceError` of the model). */
const ERRORS = [
  'access_denied',
  'invalid_scope',
  'invalid_target',
  'invalid_authorization_details',
  'unmet_authentication_requirements',
  'server_error',
] as const;

const reasonCode: Shape<Located<ReasonCode>> = choice(
  Object.keys(REASONS) as ReasonCode[], // sound: the keys of the table of reasons
);

const why = {
  rule: optional(text, 'The rule that decided: its name, or `policy/name`.'),
  reason: optional(reasonCode, 'The code of the reason.'),
};

const withheldDetail = record('a withheld detail', {
  type: optional(text, 'Its type.'),
  ...why,
});

const obligation = record('an obligation', {
  type: optional(text, 'What has to be done: `step_up`.'),
  properties: optional(jsonObject, 'Its settings, all of them.'),
  about: optional(jsonObject, 'The gate, scope or detail it is asked for.'),
  rule: optional(text, 'The rule that asks for it.'),
  met: optional(flag, 'Whether it is met already.'),
});

/** What a token limits to nothing is written as. */
const unlimited = choice(['unlimited']);

export const lifetime: Shape<Located<number | 'unlimited'>> = {
  schema: { anyOf: [seconds.schema, unlimited.schema] },
  read: (node, report) =>
    node.kind === 'scalar' && node.value === 'unlimited' ? unlimited.read(node, report) : seconds.read(node, report),
};

/** What has to come of a case. What is left out is not looked at; but a requested scope that is not listed has to be withheld. */
export interface ExpectationFields {
  readonly subject?: readonly Located<string>[];
  readonly client?: readonly Located<string>[];
  readonly request?: readonly Located<string>[];
  readonly outcome?: Located<'permit' | 'deny'>;
  readonly error?: Located<string>;
  readonly reason?: Located<ReasonCode>;
  readonly rule?: Located<string>;
  readonly gates?: readonly MapEntry<Located<string>>[];
  readonly scopes?: readonly Located<string>[];
  readonly withheld?: readonly MapEntry<Fields<WhyFields>>[];
  readonly claims?: readonly MapEntry<LocatedJson>[];
  readonly removed_claims?: readonly MapEntry<readonly Located<string>[]>[];
  readonly groups?: readonly Located<string>[];
  readonly roles?: readonly Located<string>[];
  readonly audiences?: readonly Located<string>[];
  readonly authorization_details?: readonly LocatedJson[];
  readonly withheld_details?: readonly Fields<WhyFields & { readonly type?: Located<string> }>[];
  readonly obligations?: readonly Fields<ObligationFields>[];
  readonly lifetimes?: readonly MapEntry<Located<number | 'unlimited'>>[];
  readonly record?: LocatedJson;
  readonly whole_record?: LocatedJson;
}

export interface WhyFields {
  readonly rule?: Located<string>;
  readonly reason?: Located<ReasonCode>;
}

export interface ObligationFields {
  readonly type?: Located<string>;
  readonly properties?: LocatedJson;
  readonly about?: LocatedJson;
  readonly rule?: Located<string>;
  readonly met?: Located<boolean>;
}

/** A name, or several. */
export const names: Shape<readonly Located<string>[]> = listOr(texts, {
  schema: text.schema,
  read: (node, report) => {
    const name = text.read(node, report);
    return name && [name];
  },
});

const OUTCOME = {
  outcome: optional(choice(['permit', 'deny']), 'Whether the token is issued; `permit`, if left out.'),
  error: optional(choice(ERRORS), 'Of a denial: what the client is told.'),
  reason: optional(reasonCode, 'Of a denial: the code of the reason.'),
  rule: optional(text, 'Of a denial: the rule that decided, its name or `policy/name`.'),
  gates: optional(mapOf(tokenType, text, 'rules by token type'), 'Of a permit: the rule that opened the gate.'),
  scopes: optional(texts, 'The scopes granted. Every other one that is asked for has to be withheld.'),
  withheld: optional(
    mapOf(anyKey, record('`withheld`', why), 'rules and reasons by scope'),
    'Why scopes are withheld.',
  ),
  claims: optional(
    mapOf(tokenType, jsonObject, 'claims by token type'),
    'All claims set in a token, with their values.',
  ),
  removed_claims: optional(mapOf(tokenType, texts, 'claims by token type'), 'All claims taken out of a token.'),
  groups: optional(texts, 'The groups that are left.'),
  roles: optional(texts, 'The roles that are left.'),
  audiences: optional(texts, 'The audiences that are left.'),
  authorization_details: optional(anyListOf(jsonObject, 'authorization details'), 'The authorization details granted.'),
  withheld_details: optional(
    anyListOf(withheldDetail, 'withheld details'),
    'The authorization details withheld, and why.',
  ),
  obligations: optional(anyListOf(obligation, 'obligations'), 'All obligations.'),
  lifetimes: optional(
    mapOf(tokenType, lifetime, 'durations by token type'),
    'What policy limits the life of each token to; `unlimited` where it does not.',
    [{ access_token: '5m' }],
  ),
  record: optional(jsonObject, 'A part of the decision record: what stands here has to be in it.'),
  whole_record: optional(jsonObject, 'The whole decision record.'),
};

/** The keys that have no meaning where the token is issued, and where it is not. */
export const OF_DENIALS: readonly string[] = ['error', 'reason', 'rule'];
export const OF_PERMITS: readonly string[] = [
  'gates',
  'scopes',
  'claims',
  'removed_claims',
  'groups',
  'roles',
  'audiences',
  'authorization_details',
  'withheld_details',
  'lifetimes',
];

const without = (keys: readonly string[]): JsonObject => Object.fromEntries(keys.map((key) => [key, false]));

/** The same for editors. */
const MISPLACED: JsonObject = {
  oneOf: [
    { properties: { outcome: { const: 'permit' }, ...without(OF_DENIALS) } },
    { required: ['outcome'], properties: { outcome: { const: 'deny' }, ...without(OF_PERMITS) } },
  ],
};

/** What has to come of every case of a test. */
export const expectation: Shape<Fields<ExpectationFields>> = record('an expectation', OUTCOME, MISPLACED);

/** One entry of a matrix: which combinations it is about, and what has to come of them. */
export const matrixEntry: Shape<Fields<ExpectationFields>> = record(
  'an expectation',
  {
    subject: optional(names, 'The subjects it is about; all of the test, if left out.'),
    client: optional(names, 'The clients it is about; all of the test, if left out.'),
    request: optional(names, 'The requests it is about; all of the test, if left out.'),
    ...OUTCOME,
  },
  MISPLACED,
);
