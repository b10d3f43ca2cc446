// SPDX-License-Identifier: Apache-2.0
// Whatever event reaches a built Action: its token has no more than was asked for and policy permits, the client sees a code and an id, nothing is thrown, and there is
// one record.
import type { ActionReport, ActionTrigger } from '@assay/auth0/testing';
import type { DecisionRecord } from '@assay/core/log';
import { isObject, type JsonObject } from '@assay/core/model';
import { fuzzRuns } from '@assay/core/testing';
import fc from 'fast-check';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { actionOf, fixturesOf, ISSUER } from '../artefacts/house.ts';
import { anyEvent, mutated, TOKEN } from '../artefacts/hostile-events.ts';
import { startActions } from '../artefacts/own-process.ts';
import { recordProblems } from '../record-schema.ts';

jest.setTimeout(3_600_000);
const actions = startActions();
afterAll(() => actions.close());

/** As the issuer calls him; here he is of its database. */
const SUB = '5f1c8a2e9b3d4c0069f0a1b2';
const SAM = `auth0|${SUB}`;
let keys: JWK[] = [];
let subjectToken = '';
beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  keys = [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' }];
  subjectToken = await new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .setIssuer(ISSUER.issuer)
    .setAudience(ISSUER.audience)
    .setSubject(SUB)
    .setIssuedAt(NOW / 1000)
    .setExpirationTime(NOW / 1000 + 300)
    .sign(privateKey);
});
const NOW = Date.parse('2026-11-20T08:31:00Z');

/** Scopes the policy of the house grants to anybody, and those of OpenID Connect, which no rule speaks of. */
const GRANTABLE = [
  'read:orders',
  'stock/read',
  'aws.cognito.signin.user.admin',
  'openid',
  'profile',
  'email',
  'address',
  'phone',
  'offline_access',
];
const TEAM = 'https://example.com/team';
const CALLS = new Set([
  'access.deny',
  'access.rejectInvalidSubjectToken',
  'accessToken.removeScope',
  'accessToken.setCustomClaim',
  'idToken.setCustomClaim',
  'samlResponse.setAttribute',
  'transaction.setTargetScopes',
  'transaction.setMetadata',
  'refreshToken.setMetadata',
  'authentication.setActor',
  'authentication.setUserById',
  'cache.get',
  'cache.set',
]);
const TOLD =
  /^(?:access_denied|server_error|invalid_scope|invalid_request|invalid_target|unmet_authentication_requirements|consent_required|invalid_authorization_details) [0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** What a console has beside records: the line that explains, and calls that were not taken. */
const EXPLAINS = /^assay: (?:permit|deny)(?:[ ,]|\b).* [0-9a-f-]{36}$/s;

/**
 * The one record of an attempt; or the second, which says of the first that the tenant did not take a call of its answer (of a scope that is none, say), so that it
 * is refused after all.
 */
function lastRecord(printed: string): DecisionRecord {
  const lines = printed.split('\n').filter((line) => line.startsWith('{"version":'));
  const [first, second, ...more] = lines.map((line) => JSON.parse(line) as DecisionRecord); // sound: looked at by its schema
  if (first === undefined) throw new Error('no record');
  expect([first, second].flatMap((record) => (record === undefined ? [] : recordProblems(record)))).toEqual([]);
  expect(more).toEqual([]);
  if (second === undefined) return first;
  expect([second.outcome, second.effect, second.correlation['assay_decision']]).toEqual(['deny', 'refused', first.id]);
  expect(printed).toMatch(new RegExp(`\\nassay: server_error, api\\.\\S+ was not taken, ${second.id}\\n$`));
  return second;
}

function holds(report: ActionReport, event: JsonObject): void {
  const { outcome, errorDescription, token, calls, console: printed, user } = report;
  expect(['permit', 'deny']).toContain(outcome);
  expect(calls.filter(({ call }) => !CALLS.has(call))).toEqual([]);

  const record = lastRecord(printed.full);
  expect(printed.full).not.toContain(TOKEN);
  const explanation = printed.full.slice(0, printed.full.indexOf('\n{"version":'));
  expect(explanation).toMatch(EXPLAINS);
  expect(explanation.length).toBeLessThanOrEqual(256);

  if (outcome === 'deny') {
    expect(errorDescription).toMatch(TOLD);
    expect(record.outcome).toBe('deny');
    expect(errorDescription?.endsWith(record.id)).toBe(true);
    expect(token).toBeUndefined();
    return;
  }
  expect([record.outcome, record.effect]).toEqual(['permit', 'issued_as_decided']);
  const asked = JSON.stringify(event);
  // what custom-token-exchange permits is an exchange; post-login, which follows, is asked about its scopes
  const scopes = report.trigger === 'custom-token-exchange' ? [] : (token?.accessToken.scopes ?? []);
  for (const scope of scopes) {
    expect(GRANTABLE).toContain(scope);
    expect(asked).toContain(JSON.stringify(scope));
  }
  for (const claims of [token?.accessToken.customClaims, token?.idToken.customClaims, token?.samlResponse?.attributes])
    expect(Object.keys(claims ?? {}).filter((name) => name !== TEAM)).toEqual([]);
  if (report.trigger === 'custom-token-exchange') expect(user.byId).toBe(SAM);
}

describe.each(['post-login', 'credentials-exchange', 'custom-token-exchange'] as const)('auth0/%s', (trigger) => {
  let code = '';
  const outcomes = new Map<string, number>();
  beforeAll(async () => {
    code = await actionOf(trigger);
  });
  afterAll(() => process.stderr.write(`auth0/${trigger}: ${JSON.stringify(Object.fromEntries(outcomes))}\n`));

  let count = 0;
  const attempt = async (sent: JsonObject): Promise<void> => {
    // a tenant stops an address that sends too many tokens that are none, and asks nobody: so everybody has one of their own, or a tenant
    const { request } = sent;
    const isAddressed = isObject(request);
    const ip = `2001:db8::${(count++).toString(16)}`;
    const event: JsonObject = isAddressed ? { ...sent, request: { ...request, ip } } : sent;
    const isAlone = trigger === 'custom-token-exchange' && !isAddressed;
    const report = await actions.run({ code, trigger, event, now: NOW, isAlone, answers: { jwks: { keys } } });
    outcomes.set(report.outcome, (outcomes.get(report.outcome) ?? 0) + 1);
    holds(report, event);
  };

  test('an event that was changed', async () => {
    await fc.assert(fc.asyncProperty(mutated(eventsOf(trigger)), attempt), fuzzRuns(1_600));
    // otherwise the property says nothing of tokens
    expect(outcomes.get('permit') ?? 0).toBeGreaterThan(50);
  });

  test('any object', () => fc.assert(fc.asyncProperty(anyEvent, attempt), fuzzRuns(400)));
});

/** The fixtures of a trigger; those with a token to be exchanged have one that is signed. */
function eventsOf(trigger: ActionTrigger): readonly JsonObject[] {
  const events = [...fixturesOf('auth0', trigger).values()];
  if (trigger !== 'custom-token-exchange') return events;
  return events.map((event) => ({
    ...event,
    transaction: { ...(event['transaction'] as JsonObject), subject_token: subjectToken }, // sound: of a fixture
  }));
}
