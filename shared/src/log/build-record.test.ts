// SPDX-License-Identifier: Apache-2.0
import type { PermitDecision, RuleRef } from '../model/decision.ts';
import { fullRequest, permitOf, RULE, testDigest, TEST_TIME } from '../testing/index.ts';
import { buildRecord, type Attempted } from './build-record.ts';
import { canonicalJson } from './canonical.ts';
import type { LogSettings } from './sink.ts';

const REQUEST = fullRequest({ actors: [{ type: 'workload', id: 'agent' }] });
const at = (rule: string): RuleRef => ({ policy: 'p', rule, at: `p.yaml:1:1` });
const REASON = { code: 'no_rule', admin: 'x' } as const;

function attempted(part: Partial<Attempted> = {}, decision: Partial<PermitDecision> = {}): Attempted {
  return {
    id: 'id-1',
    startedAt: TEST_TIME,
    adapter: 'echo',
    mode: 'enforce',
    governed: true,
    effect: 'issued_as_decided',
    policyDigest: 'sha256-p',
    decision: permitOf(REQUEST, decision),
    obligations: [],
    withheldClaims: [],
    request: REQUEST,
    attributes: { iga: { status: 'active' } },
    evidence: [{ source: 'iga', status: 'ok', latencyMs: 1 }],
    timings: { gather: 1, decide: 2, total: 3 },
    correlation: { a: 'b' },
    ...part,
  };
}
const build = (given: Attempted, settings: Partial<LogSettings> = {}) =>
  buildRecord(given, { required: true, inputs: 'full', redact: [], ...settings }, testDigest);

describe('a record', () => {
  test('says who asked for what, what the baseline was, what was granted and withheld, and all that decided it', () => {
    const decision: Partial<PermitDecision> = {
      gates: [{ gate: 'g', audience: 'https://a.example', rule: at('gate') }],
      scopes: {
        granted: [{ scope: 'read', rule: at('read') }],
        withheld: [{ scope: 'write', rule: at('write'), reason: REASON }],
      },
      groups: ['staff'],
      roles: [],
      withheldDetails: [{ index: 0, type: 'payment', rule: at('detail'), reason: REASON }],
      tokens: {
        id_token: {
          claims: [
            { action: 'remove', claim: 'c', rule: at('claim') },
            { action: 'remove', claim: 'd', rule: null },
          ],
        },
        access_token: { claims: [], lifetime: { seconds: 60, rule: at('lifetime') } },
      },
      obligations: [{ type: 'step_up', properties: {}, about: { scope: 'read' }, rule: at('obligation') }],
      trace: [5],
    };
    const withheldClaims = [{ token: 'id_token', claim: 'x', rule: RULE, reason: REASON }] as const;
    expect(build(attempted({ withheldClaims }, decision))).toEqual({
      version: 1,
      id: 'id-1',
      time: '2026-01-02T03:04:05.000Z',
      host: { adapter: 'echo', trigger: 'token' },
      mode: 'enforce',
      governed: true,
      outcome: 'permit',
      effect: 'issued_as_decided',
      who: {
        subject: { type: 'user', id: 'sam' },
        actors: [{ type: 'workload', id: 'agent' }],
        client: { id: 'web', registration: 'first_party' },
      },
      asked: {
        grant: 'authorization_code',
        protocol: 'oauth',
        tokens: ['access_token', 'id_token'],
        targets: REQUEST.targets,
        scopes: ['read', 'write'],
        authorizationDetails: REQUEST.authorizationDetails,
      },
      baseline: REQUEST.baseline,
      granted: {
        scopes: [{ scope: 'read', rule: at('read') }],
        audiences: REQUEST.targets,
        groups: ['staff'],
        roles: [],
        authorizationDetails: REQUEST.authorizationDetails,
        tokens: [
          { token: 'access_token', claims: [], lifetime: { seconds: 60, rule: at('lifetime') } },
          {
            token: 'id_token',
            claims: [
              { action: 'remove', claim: 'c', rule: at('claim') },
              { action: 'remove', claim: 'd', rule: null },
            ],
          },
        ],
      },
      withheld: {
        scopes: [{ scope: 'write', rule: at('write'), reason: REASON }],
        authorizationDetails: [{ index: 0, type: 'payment', rule: at('detail'), reason: REASON }],
        claims: withheldClaims,
      },
      obligations: [],
      policy: {
        digest: 'sha256-p',
        decided: ['gate', 'read', 'write', 'obligation', 'detail', 'lifetime', 'claim'].map(at),
      },
      evidence: [{ source: 'iga', status: 'ok', latencyMs: 1 }],
      trace: [5],
      timings: { gather: 1, decide: 2, total: 3 },
      correlation: { a: 'b' },
      inputs: {
        digest: `sha256-${testDigest(canonicalJson({ attributes: { iga: { status: 'active' } }, request: REQUEST }))}`,
        request: REQUEST,
        attributes: { iga: { status: 'active' } },
      },
      redacted: [],
    });
  });

  test('of a denial has its error, reason and rule, and grants nothing', () => {
    const decision = {
      outcome: 'deny',
      error: 'access_denied',
      reason: REASON,
      rule: at('no'),
      scopes: { granted: [], withheld: [] },
      obligations: [],
      policyDigest: '',
      trace: [],
    } as const;
    const record = build(attempted({ decision, effect: 'refused' }));
    expect(record).toMatchObject({
      outcome: 'deny',
      error: 'access_denied',
      reason: REASON,
      rule: at('no'),
      policy: { decided: [at('no')] },
      withheld: { scopes: [], authorizationDetails: [], claims: [] },
    });
    expect(record).not.toHaveProperty('granted');
    expect(build(attempted({ decision: { ...decision, rule: null } }))).not.toHaveProperty('rule');
  });

  test('keeps of its inputs what the settings say', () => {
    const { inputs } = build(attempted());
    expect([build(attempted(), { inputs: 'digest' }).inputs, build(attempted(), { inputs: 'none' }).inputs]).toEqual([
      { digest: inputs.digest },
      {},
    ]);
  });

  test('is redacted as the settings say, and says where; the digest is of what was decided on', () => {
    const record = build(attempted(), { redact: ['/who/subject/id', '/inputs/request/subject/id'] });
    expect(record).toMatchObject({
      who: { subject: { id: '[redacted]' } },
      inputs: { digest: build(attempted()).inputs.digest, request: { subject: { id: '[redacted]' } } },
    });
    expect(record.redacted.toSorted()).toEqual(['/inputs/request/subject/id', '/who/subject/id']);
  });

  test('names a rule that decided several things once, also where a PDP elsewhere says it anew each time', () => {
    const scopes = {
      granted: ['read', 'write'].map((scope) => ({ scope, rule: at('same') })),
      withheld: [],
    };
    expect(build(attempted({}, { scopes })).policy.decided).toEqual([at('same')]);
  });
});
