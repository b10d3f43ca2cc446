// SPDX-License-Identifier: Apache-2.0
import type { PermitDecision, RuleRef } from '../model/decision.ts';
import { requestOf, type RequestPart } from './request-of.ts';
import type { IssuanceRequest } from '../model/request.ts';

/** A rule a test may put a decision down to. */
export const RULE: RuleRef = { policy: 'test', rule: 'rule', at: 'test.yaml:1:1' };

/** A permit of all the request asks for; a test replaces parts of it. */
export function permitOf(request: IssuanceRequest, part: Partial<PermitDecision> = {}): PermitDecision {
  return {
    outcome: 'permit',
    gates: [],
    audiences: request.targets,
    scopes: { granted: request.scopes.map((scope) => ({ scope, rule: RULE })), withheld: [] },
    authorizationDetails: request.authorizationDetails,
    withheldDetails: [],
    tokens: Object.fromEntries(request.tokens.map((token) => [token, { claims: [] }])),
    obligations: [],
    policyDigest: 'sha256-test',
    trace: [],
    ...part,
  };
}

/** A request with something of everything a token can hold. */
export function fullRequest(part: RequestPart = {}): IssuanceRequest {
  const { baseline, ...rest } = part;
  return requestOf({
    tokens: ['access_token', 'id_token'],
    targets: ['https://a.example', 'https://b.example'],
    scopes: ['read', 'write'],
    authorizationDetails: [{ type: 'payment', actions: ['initiate', 'status'], amount: 10 }],
    baseline: {
      groups: ['staff', 'finance'],
      roles: ['dev', 'ops'],
      claims: { access_token: { tenant: 'north' }, id_token: { email: 'sam@example.com' } },
      lifetimes: { access_token: 3600 },
      ...baseline,
    },
    ...rest,
  });
}
