// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import { uuidOf } from '@assay/core/log';
import type { RuleRef } from '@assay/core/model';

/** What tests say of a decision; the rest is the same for all. */
export interface RecordPart {
  /** The how-manieth: it makes the id. */
  readonly n: number;
  /** Milliseconds since 1970; a minute later for each `n`, where absent. */
  readonly time?: number;
  readonly subject?: string;
  readonly client?: string;
  readonly adapter?: string;
  readonly outcome?: DecisionRecord['outcome'];
  readonly granted?: readonly string[];
  readonly withheld?: readonly string[];
  /** Of the access token, by name. */
  readonly claims?: Readonly<Record<string, string>>;
  readonly policy?: string;
  readonly inputs?: DecisionRecord['inputs'];
}

/** 2026-11-20, noon. */
export const TEST_START: number = Date.UTC(2026, 10, 20, 12);

const rule = (name: string): RuleRef => ({ policy: 'payments', rule: name, at: 'policies/payments.yaml:9:5' });

/** A decision record as `enforce` would write it. */
export function recordOf(part: RecordPart): DecisionRecord {
  const {
    n,
    time = TEST_START + n * 60_000,
    subject = 'dana',
    client = 'portal',
    adapter = 'cognito',
    outcome = 'permit',
  } = part;
  const {
    granted = ['payments:read'],
    withheld = [],
    claims = { tenant: 'north' },
    policy = `sha256-${'a'.repeat(64)}`,
  } = part;
  const scopes = [...granted, ...withheld];
  return {
    version: 1,
    id: uuidOf(time, n.toString(16).padStart(19, '0')),
    time: new Date(time).toISOString(),
    host: { adapter, trigger: 'pre-token-generation' },
    mode: 'enforce',
    governed: true,
    outcome,
    effect: outcome === 'permit' ? 'issued_as_decided' : 'refused',
    ...(outcome === 'deny' && {
      error: 'access_denied',
      reason: { code: 'denied_by_rule', admin: 'this client is switched off' },
      rule: rule('switched-off'),
    }),
    who: {
      subject: { type: 'user', id: subject },
      actors: [],
      client: { id: client, registration: 'first_party' },
    },
    asked: {
      grant: 'authorization_code',
      protocol: 'oidc',
      tokens: ['access_token'],
      targets: ['https://api.example.com/payments'],
      scopes,
      authorizationDetails: [],
    },
    baseline: {
      scopes,
      audiences: ['https://api.example.com/payments'],
      groups: [],
      roles: [],
      claims: { access_token: { email: `${subject}@example.com` } },
      lifetimes: { access_token: 3600 },
      authorizationDetails: [],
    },
    ...(outcome === 'permit' && {
      granted: {
        scopes: granted.map((scope) => ({ scope, rule: rule('reader') })),
        audiences: ['https://api.example.com/payments'],
        authorizationDetails: [],
        tokens: [
          {
            token: 'access_token',
            claims: Object.entries(claims).map(([claim, value]) => ({
              action: 'set',
              claim,
              value,
              rule: rule(`${claim}-of-subject`),
              sources: ['app'],
            })),
          },
        ],
      },
    }),
    withheld: {
      scopes: withheld.map((scope) => ({
        scope,
        rule: rule('reviewer'),
        reason: { code: 'not_permitted', admin: 'no rule permits it' },
      })),
      authorizationDetails: [],
      claims: [],
    },
    obligations: [],
    policy: { digest: policy, decided: [rule('employees'), rule('reader')] },
    evidence: [{ source: 'app', status: 'ok', latencyMs: 1.5, ageSeconds: 60, digest: `sha256-${'b'.repeat(64)}` }],
    trace: [2048, 1],
    timings: { gather: 1.5, decide: 0.25, total: 2 },
    correlation: { user_pool: 'eu-central-1_Example01' },
    inputs: part.inputs ?? { digest: `sha256-${'c'.repeat(64)}` },
    redacted: [],
  };
}
