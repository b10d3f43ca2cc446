// SPDX-License-Identifier: Apache-2.0
// Every Action as it is built, in a process of its own, on every event there is a fixture of.
import { TENANT_FEATURES, type ActionReport, type ActionTrigger } from '@assay/auth0/testing';
import type { DecisionRecord } from '@assay/core/log';
import { own, type JsonObject } from '@assay/core/model';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { recordProblems } from '../record-schema.ts';
import { actionOf, fixturesOf, ISSUER } from './house.ts';
import { startActions } from './own-process.ts';

const NOW = Date.parse('2026-11-20T08:31:00Z');
const actions = startActions();
afterAll(() => actions.close());

let codes: Readonly<Record<string, string>> = {};
let jwk: JWK;
let signed: (sub: string) => Promise<string>;
beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' };
  signed = (sub) =>
    new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setIssuer(ISSUER.issuer)
      .setAudience(ISSUER.audience)
      .setSubject(sub)
      .setIssuedAt(NOW / 1000)
      .setExpirationTime(NOW / 1000 + 300)
      .sign(privateKey);
  const triggers = ['post-login', 'credentials-exchange', 'custom-token-exchange'] as const;
  codes = Object.fromEntries(await Promise.all(triggers.map(async (name) => [name, await actionOf(name)] as const)));
});

async function run(trigger: ActionTrigger, event: JsonObject, features = {}): Promise<ActionReport> {
  return actions.run({
    code: codes[trigger] ?? '',
    trigger,
    event,
    now: NOW,
    features,
    answers: { jwks: { keys: [jwk] } },
  });
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

/**
 * The calls an Action made, in a line each, ids left out; without the one by which it finds out whether there are target scopes, which sets them to what they
 * are.
 */
const callsOf = ({ calls }: ActionReport, event: JsonObject = {}): readonly string[] =>
  calls
    .filter(
      ({ call, args }) =>
        call !== 'transaction.setTargetScopes' || JSON.stringify(args) !== JSON.stringify([requestedIn(event)]),
    )
    .map(({ call, args, threw }) => line(call, args) + (threw === undefined ? '' : ` threw ${threw}`));
const line = (call: string, args: readonly unknown[]): string =>
  `${call} ${JSON.stringify(args)}`.replace(UUID, '<id>').replace(/sha256-[0-9a-f]{64}/, '<digest>');

/** The one record of an execution. Its console has nothing else, but for the line before it that explains, and `warnings`. */
function recordOf({ console: { full } }: ActionReport, warnings: readonly string[] = []): DecisionRecord {
  const [explanation = '', text = '', ...more] = full.split('\n');
  expect(more.slice(0, -1).map((warned) => warned.replace(UUID, '<id>'))).toEqual(warnings);
  expect(explanation).toMatch(/^assay: (?:permit|deny)\b/);
  expect(explanation.length).toBeLessThanOrEqual(256);
  const record = JSON.parse(text) as DecisionRecord; // sound: looked at below
  expect(recordProblems(record)).toEqual([]);
  expect(explanation.endsWith(` ${record.id}`)).toBe(true);
  return record;
}

const TEAM = ['https://example.com/team', 'harbour'];
const WRITE = 'write:orders';

/** Why an event gets no token. */
const DENIED: Readonly<Record<string, string>> = {
  'post-login/password': 'denied_by_rule',
  // authorization details no rule speaks of are withheld, which no call can do
  'post-login/ciba': 'unenforceable',
  'post-login/everything': 'unenforceable',
  // the event does not tell the scopes
  'post-login/minimal': 'unenforceable',
  'post-login/refresh-minimal': 'unenforceable',
};

function requestedIn(event: JsonObject): readonly string[] {
  const requested = own(own(event, 'accessToken') ?? {}, 'scope') ?? own(own(event, 'transaction'), 'requested_scopes');
  return (requested ?? []) as readonly string[]; // sound: of a fixture
}

/** The calls a permit comes to by the policy of the house: what is taken away, then claims, then notes. */
function permitted(trigger: ActionTrigger, event: JsonObject): readonly string[] {
  const requested = requestedIn(event);
  const kept = requested.filter((scope) => scope !== WRITE);
  const isAssertion = ['samlp', 'wsfed'].includes(String(own(own(event, 'transaction'), 'protocol')));
  const note = (on: string, name: string, value: string): string => line(`${on}.setMetadata`, [name, value]);
  return [
    ...(kept.length < requested.length ? [line('transaction.setTargetScopes', [kept])] : []),
    // an Action before this one may have added it to the token, past the target scopes
    ...(kept.length < requested.length && trigger === 'post-login' ? [line('accessToken.removeScope', [WRITE])] : []),
    ...(isAssertion ? [line('samlResponse.setAttribute', TEAM)] : [line('accessToken.setCustomClaim', TEAM)]),
    ...(requested.includes('openid') ? [line('idToken.setCustomClaim', TEAM)] : []),
    ...(trigger === 'post-login' ? [note('transaction', 'assay_decision', '<id>')] : []),
    ...(requested.includes('offline_access')
      ? [note('refreshToken', 'assay_decision', '<id>'), note('refreshToken', 'assay_policy', '<digest>')]
      : []),
  ];
}

describe.each(['post-login', 'credentials-exchange'] as const)('%s', (trigger) => {
  const fixtures = [...fixturesOf('auth0', trigger)];
  const isDenied = (name: string): boolean => DENIED[`${trigger}/${name}`] !== undefined;

  test.each(fixtures.filter(([name]) => !isDenied(name)))('%s: is permitted', async (_, event) => {
    const report = await run(trigger, event);
    const { outcome, effect, host } = recordOf(report);
    expect([report.outcome, outcome, effect, host.trigger]).toEqual(['permit', 'permit', 'issued_as_decided', trigger]);
    expect(callsOf(report, event)).toEqual(permitted(trigger, event));
    expect(report.token?.accessToken.scopes).toEqual(requestedIn(event).filter((scope) => scope !== WRITE));
    expect(report.dropped).toEqual([]);
  });

  for (const [name, event] of fixtures.filter(([each]) => isDenied(each)))
    test(`${name}: is denied`, async () => {
      const report = await run(trigger, event);
      const { id, outcome, reason } = recordOf(report);
      expect([report.outcome, report.error, report.errorDescription]).toEqual([
        'deny',
        'access_denied',
        `access_denied ${id}`,
      ]);
      expect([outcome, reason?.code]).toEqual(['deny', DENIED[`${trigger}/${name}`]]);
      expect(callsOf(report, event)).toEqual([line('access.deny', ['access_denied <id>'])]);
    });
});

describe.each(['throws', 'absent'] as const)('where what is newer %s', (state) => {
  const features = Object.fromEntries(TENANT_FEATURES.map((name) => [name, state]));

  // a method that is there and throws is tried, and told of; nothing about the token depends on it
  const warnings = state === 'throws' ? ['assay: api.transaction.setMetadata was not taken, <id>'] : [];

  test('a scope is taken off the access token', async () => {
    const report = await run('post-login', fixturesOf('auth0', 'post-login').get('silent') ?? {}, features);
    expect([recordOf(report, warnings).outcome, report.outcome]).toEqual(['permit', 'permit']);
    const hybrid = await run('post-login', fixturesOf('auth0', 'post-login').get('hybrid') ?? {}, features);
    expect(hybrid.token?.accessToken.scopes).not.toContain(WRITE);
    expect(callsOf(hybrid)).toContain(line('accessToken.removeScope', [WRITE]));
  });

  test('a machine whose scope cannot be taken off gets no token, and one that asks for no more than it may have does', async () => {
    const fixtures = fixturesOf('auth0', 'credentials-exchange');
    const full = await run('credentials-exchange', fixtures.get('full') ?? {}, features);
    const { id, reason } = recordOf(full);
    expect([full.outcome, full.error, full.errorDescription]).toEqual([
      'deny',
      'invalid_request',
      `access_denied ${id}`,
    ]);
    expect(reason?.code).toBe('unenforceable');
    const minimal = await run('credentials-exchange', fixtures.get('minimal') ?? {}, features);
    expect([recordOf(minimal).outcome, minimal.outcome]).toEqual(['permit', 'permit']);
  });
});

describe('custom-token-exchange', () => {
  /** As the issuer calls him; here he is of its database. */
  const SUB = '5f1c8a2e9b3d4c0069f0a1b2';
  const SAM = `auth0|${SUB}`;
  /** Whose ID token of the tenant itself is the actor token, which Auth0 has validated. */
  const ILJA = 'auth0|5f1c8a2e9b3d4c0069f0c3d4';
  const fixtures = fixturesOf('auth0', 'custom-token-exchange');
  const withTokens = async (event: JsonObject): Promise<JsonObject> => {
    const transaction = own(event, 'transaction') as JsonObject; // sound: of a fixture
    return { ...event, transaction: { ...transaction, subject_token: await signed(SUB) } };
  };

  test.each([...fixtures])('%s: the user is set whose token it is, and who acts', async (name, event) => {
    const report = await run('custom-token-exchange', await withTokens(event));
    const { outcome, who } = recordOf(report);
    expect([report.outcome, outcome, who?.subject.id]).toEqual(['permit', 'permit', SAM]);
    expect(callsOf(report)).toEqual([
      ...(name === 'with-actor' ? [line('authentication.setActor', [{ sub: ILJA }])] : []),
      line('authentication.setUserById', [SAM]),
      line('transaction.setMetadata', ['assay_decision', '<id>']),
    ]);
    expect(report.console.full).not.toMatch(/eyJ/);
  });

  test.each([...fixtures])('%s: a token nobody signed is refused, and counts against who sent it', async (_, event) => {
    const report = await run('custom-token-exchange', event);
    const { id, outcome } = recordOf(report);
    expect([report.outcome, outcome]).toEqual(['deny', 'deny']);
    expect(callsOf(report)).toEqual([line('access.rejectInvalidSubjectToken', ['invalid_request <id>'])]);
    expect(JSON.stringify(report.calls)).toContain(id);
  });
});

describe('an event of another trigger', () => {
  const triggers = ['post-login', 'credentials-exchange', 'custom-token-exchange'] as const;
  const others = triggers.flatMap((built) =>
    triggers.filter((sent) => sent !== built).map((sent) => [built, sent] as const),
  );
  const isDenied = async (built: ActionTrigger, sent: ActionTrigger): Promise<void> => {
    const [, event = {}] = [...fixturesOf('auth0', sent)][0] ?? [];
    const report = await run(built, event);
    const { id, outcome, reason } = recordOf(report);
    expect([report.outcome, outcome, reason?.code]).toEqual(['deny', 'deny', 'invalid_event']);
    expect(report.errorDescription).toBe(`server_error ${id}`);
  };
  test.each(others)('the Action of %s denies one of %s with a code', isDenied);
});
