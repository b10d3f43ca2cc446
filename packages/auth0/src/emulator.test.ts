// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import {
  allFeatures,
  createActionInstance,
  sampleEvent,
  type ActionInstance,
  type ActionInstanceOptions,
  type ActionReport,
} from './testing/index.ts';
import { parseSettings } from './settings.ts';
import type { JsonObject } from '@assay/core/model';
import { list, pdpOf, portsOf, str, type RuleDraft } from '@assay/core/testing';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { obligationKey } from '@assay/core/pep';
import { signToken } from './testing/session-token.ts';

// The built file in the emulator: what Auth0 would make of the calls. esbuild runs as a process of its own, because it does not stand Jest's realm.

const NOW = Date.parse('2026-11-20T08:30:05.000Z');
const SECRET = 'the-secret-of-both-sides-is-not-short';
const POLICY = { policy: 'test', rule: '', at: 'test.yaml:1:1' };
const API = 'https://api.example.com/orders';

const GATE: RuleDraft = { about: 'gate', id: 'open', effect: 'permit' };
const READ: RuleDraft = { about: { scope: 'read:orders' }, id: 'reader', effect: 'permit' };
const WRITE: RuleDraft = { about: { scope: 'write:orders' }, id: 'writer', effect: 'permit' };
const SHUT: RuleDraft = { about: 'gate', id: 'shut', effect: 'deny', reason: 'nobody may know' };

interface Action {
  readonly make?: keyof typeof CODE;
  readonly rules: readonly RuleDraft[];
  readonly settings?: JsonObject;
  readonly mode?: 'enforce' | 'observe';
}

/** The text of the Action, bundled; what it is built with stands under names of its own, because a test's PDP is larger than an Action may be. */
const codeOf = (make: string, from = './index.ts'): string =>
  execFileSync(process.execPath, [require.resolve('esbuild/bin/esbuild'), ...OPTIONS], {
    cwd: __dirname,
    input: `import { ${make} } from '${from}'; module.exports = ${make}(SETTINGS, HOST);`,
    encoding: 'utf8',
  });
const OPTIONS = [
  '--bundle',
  '--minify',
  '--format=cjs',
  '--platform=node',
  '--target=es2022',
  '--conditions=source',
  '--loader=ts',
];
const CODE = {
  createPostLogin: codeOf('createPostLogin'),
  createCredentialsExchange: codeOf('createCredentialsExchange'),
  createCustomTokenExchange: codeOf('createCustomTokenExchange', './entries/custom-token-exchange.ts'),
};

function instanceOf(
  { make = 'createPostLogin', rules, settings = {}, mode = 'enforce' }: Action,
  options: Partial<ActionInstanceOptions> = {},
): ActionInstance {
  const parsed = parseSettings(settings);
  if (!parsed.ok) throw new TypeError(JSON.stringify(parsed.problems));
  const { sink: _, ...host } = portsOf(pdpOf({ rules, governance: { mode }, parameters: ['audience', 'deal'] }), {
    clock: () => NOW,
  });
  return createActionInstance({
    code: CODE[make],
    trigger: 'post-login',
    clock: () => NOW,
    newState: () => 'state-1',
    ...options,
    globals: { SETTINGS: parsed.value, HOST: { ...host, sources: () => [] }, ...options.globals },
  });
}

const callsOf = ({ calls }: ActionReport): readonly unknown[] => calls.map(({ call, args }) => [call, ...args]);
const idOf = ({ console: { full } }: ActionReport): string => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(full)?.[0] ?? 'none';

describe('a third-party harness', () => {
  test('has no newer namespaces, and is enough', async () => {
    const absent = allFeatures('absent');
    const report = await instanceOf({ rules: [GATE, READ] }, { features: absent }).execute(
      sampleEvent('post-login', 'implicit', {
        transaction: { requested_scopes: ['openid', 'read:orders', 'write:orders'] },
      }),
    );
    expect(report.outcome).toBe('permit');
    expect(callsOf(report)).toEqual([['accessToken.removeScope', 'write:orders']]);
  });
});

describe('post-login', () => {
  test('withholds through the target scopes where the tenant has them', async () => {
    const report = await instanceOf({ rules: [GATE, READ] }).execute(
      sampleEvent('post-login', 'code', { transaction: { target_scopes: ['openid', 'read:orders', 'write:orders'] } }),
    );
    expect(report).toMatchObject({ outcome: 'permit', token: { accessToken: { scopes: ['openid', 'read:orders'] } } });
  });

  test('withholds from the access token where it has not', async () => {
    const report = await instanceOf(
      { rules: [GATE, READ] },
      { features: { targetScopes: 'throws', transactionMetadata: 'throws', refreshTokenManagement: 'absent' } },
    ).execute(
      sampleEvent('post-login', 'implicit', {
        transaction: { requested_scopes: ['openid', 'read:orders', 'write:orders'] },
      }),
    );
    expect(report.token?.accessToken.scopes).toEqual(['openid', 'read:orders']);
    expect(report.outcome).toBe('permit');
  });

  test('a denial is a code and the id of the record, and the log keeps why', async () => {
    const report = await instanceOf({ rules: [GATE, SHUT] }).execute(sampleEvent('post-login', 'code'));
    expect(report).toMatchObject({
      outcome: 'deny',
      error: 'access_denied',
      errorDescription: `access_denied ${idOf(report)}`,
    });
    expect(report.console.persisted).toMatch(
      /^assay: deny, denied_by_rule, user auth0\|5f1c8a2e9b3d4c0069f0a1b2, client wEb/,
    );
    expect(report.console.persisted.split('\n')[0]?.length).toBeLessThanOrEqual(256);
  });

  test('a policy that only observes changes nothing', async () => {
    const report = await instanceOf({ rules: [SHUT], mode: 'observe' }).execute(sampleEvent('post-login', 'code'));
    expect(report.outcome).toBe('permit');
    expect(callsOf(report)).toEqual([]);
  });

  test('a refresh whose scopes nobody tells is refused, unless an operator accepts that', async () => {
    const event = sampleEvent('post-login', 'refresh-minimal');
    expect(await instanceOf({ rules: [GATE] }).execute(event)).toMatchObject({ outcome: 'deny' });
    expect(await instanceOf({ rules: [GATE], settings: { unseen_scopes: 'accept' } }).execute(event)).toMatchObject({
      outcome: 'permit',
    });
  });

  test('the life of a refresh token is cut, and the decision noted on it', async () => {
    const report = await instanceOf({
      rules: [
        GATE,
        READ,
        WRITE,
        { about: 'lifetime', id: 'short', effect: 'permit', lifetime: 600, tokens: ['refresh_token'] },
      ],
    }).execute(sampleEvent('post-login', 'refresh'));
    expect(report.token?.refreshToken).toMatchObject({
      expiresAt: NOW + 600_000,
      idleExpiresAt: NOW + 600_000,
      metadata: { assay_decision: idOf(report), assay_policy: expect.stringMatching(/^sha256-/) as string },
    });
  });
});

describe('claims', () => {
  const tier: RuleDraft = { about: { claim: 'tier' }, id: 'tier', effect: 'set', value: str('gold') };
  const staff: RuleDraft = { about: { claim: 'permissions' }, id: 'staff', effect: 'set', value: list('clerk') };
  const rules = [GATE, READ, WRITE, tier, staff];
  const settings = { claims: { permissions: 'https://example.com/permissions' } };
  const want = { tier: 'gold', 'https://example.com/permissions': ['clerk'] };

  test('are set under the names the operator gave them, and Auth0 drops none', async () => {
    const report = await instanceOf({ rules, settings }).execute(sampleEvent('post-login', 'code'));
    expect(report).toMatchObject({
      outcome: 'permit',
      token: { accessToken: { customClaims: want }, idToken: { customClaims: want } },
      dropped: [],
    });
  });

  test('of an opaque access token are left out, and recorded', async () => {
    const event = sampleEvent('post-login', 'code', { resource_server: null });
    const report = await instanceOf({ rules, settings }).execute(event);
    expect(report).toMatchObject({
      outcome: 'permit',
      token: { accessToken: { customClaims: {} }, idToken: { customClaims: want } },
      dropped: [],
    });
    expect(report.console.full).toContain('this trigger cannot put the claim into the access_token');
  });

  test('of a reserved name are a denial', async () => {
    const report = await instanceOf({ rules }).execute(sampleEvent('post-login', 'code'));
    expect(report).toMatchObject({ outcome: 'deny', errorDescription: `access_denied ${idOf(report)}` });
  });

  test.each(['samlp', 'wsfed'] as const)('are attributes of an assertion (%s)', async (name) => {
    const report = await instanceOf({
      rules,
      settings: { ...settings, saml_attributes: { tier: 'urn:tier' } },
    }).execute(sampleEvent('post-login', name));
    expect(report).toMatchObject({
      outcome: 'permit',
      token: { samlResponse: { attributes: { 'urn:tier': 'gold', 'https://example.com/permissions': ['clerk'] } } },
      dropped: [],
    });
  });

  test('of a machine are set', async () => {
    const report = await instanceOf(
      { make: 'createCredentialsExchange', rules, settings },
      { trigger: 'credentials-exchange' },
    ).execute(sampleEvent('credentials-exchange', 'full'));
    expect(report).toMatchObject({ outcome: 'permit', token: { accessToken: { customClaims: want } }, dropped: [] });
  });
});

describe('an assertion', () => {
  test('carries claims as attributes, for whom the operator said, and no longer than policy allows', async () => {
    const rules: RuleDraft[] = [
      GATE,
      { about: 'lifetime', id: 'short', effect: 'permit', lifetime: 600, tokens: ['saml2'] },
    ];
    const client = 'sAmOrdersClient0123456789abcdEFG';
    const event = sampleEvent('post-login', 'samlp', { client: { client_id: client } });
    const report = await instanceOf({
      rules,
      settings: { clients: { [client]: { audience: 'urn:example:orders' } } },
    }).execute(event);
    expect(report.outcome).toBe('permit');
    expect(report.token?.samlResponse).toMatchObject({ audience: 'urn:example:orders', lifetimeInSeconds: 600 });
  });
});

describe('a step-up', () => {
  const stepUp: RuleDraft = { ...WRITE, require: [{ type: 'step_up', properties: { acr: 'phr' } }] };
  const settings = {
    acr: [{ acr: 'phr', methods: ['webauthn-roaming'], factors: ['otp', 'webauthn-roaming'], enrol: true }],
  };

  test('is a challenge by a factor the user has, with what is granted set already', async () => {
    const action = instanceOf({ rules: [GATE, READ, stepUp], settings });
    const event = sampleEvent('post-login', 'code', { user: { enrolledFactors: [{ type: 'webauthn-roaming' }] } });
    const report = await action.execute(event);
    expect(report).toMatchObject({
      outcome: 'suspended',
      challenge: { kind: 'challenge', factors: [{ type: 'webauthn-roaming' }] },
    });
    expect(await action.resume({ challenge: 'passed' })).toMatchObject({ outcome: 'permit' });
  });

  test('that is not passed issues nothing', async () => {
    const action = instanceOf({ rules: [GATE, READ, stepUp], settings });
    await action.execute(sampleEvent('post-login', 'code'));
    expect(await action.resume({ challenge: 'failed' })).toMatchObject({ outcome: 'deny' });
  });

  test('is an enrolment where the user has no factor, and a denial where they have only another', async () => {
    const action = instanceOf({ rules: [GATE, READ, stepUp], settings });
    const report = await action.execute(sampleEvent('post-login', 'code', { user: { enrolledFactors: [] } }));
    expect(report).toMatchObject({ outcome: 'suspended', challenge: { kind: 'enroll' } });
    const other = sampleEvent('post-login', 'code', { user: { enrolledFactors: [{ type: 'email' }] } });
    expect(await action.execute(other)).toMatchObject({ outcome: 'deny' });
  });

  test.each(['silent', 'device', 'password', 'ciba', 'refresh'] as const)(
    'cannot be asked for in %s: the scope is withheld',
    async (name) => {
      const scopes = ['openid', 'read:orders', 'write:orders'];
      const event = sampleEvent('post-login', name, {
        transaction: { requested_scopes: scopes, target_scopes: null, requested_authorization_details: null },
      });
      const report = await instanceOf({ rules: [GATE, READ, stepUp], settings }).execute(event);
      expect(report.outcome).toBe('permit');
      expect(report.token?.accessToken.scopes).not.toContain('write:orders');
    },
  );
});

describe('consent', () => {
  const consent: RuleDraft = { ...WRITE, require: [{ type: 'consent', properties: { purpose: 'trade' } }] };
  const settings = { redirect: { url: 'https://consent.example.com/ask', secret: 'CONSENT', expires: '10m' } };
  const event = sampleEvent('post-login', 'code', { secrets: { CONSENT: SECRET } });
  const key = obligationKey({
    type: 'consent',
    properties: {},
    about: { scope: 'write:orders' },
    rule: { ...POLICY, rule: 'writer' },
  });

  /** The user is sent to the page, which answers with what `answer` makes of what it was told. */
  async function asked(
    answer: (told: JsonObject) => JsonObject,
    secret = SECRET,
  ): Promise<{ first: ActionReport; second: ActionReport }> {
    const action = instanceOf({ rules: [GATE, READ, consent], settings });
    const first = await action.execute(event);
    const token = new URL(first.redirect?.url ?? '').searchParams.get('session_token') ?? '';
    const told = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as JsonObject;
    const second = await action.resume({
      query: { session_token: signToken(answer(told), secret), deal: 'from the browser' },
    });
    return { first, second };
  }

  const user = 'auth0|5f1c8a2e9b3d4c0069f0a1b2';
  const agreed = (told: JsonObject): JsonObject => ({
    sub: user,
    state: 'state-1',
    exp: NOW / 1000 + 60,
    assay: { ...(told['assay'] as JsonObject), approved: [key] },
  });

  test('is asked for on a page that learns what it is about, and granted by its signed answer', async () => {
    const { first, second } = await asked((told) => {
      expect(told['assay']).toEqual({
        decision: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        digest: expect.stringMatching(/^sha256-/) as string,
        pending: [{ key, type: 'consent', about: { scope: 'write:orders' }, purpose: 'trade' }],
      });
      return agreed(told);
    });
    expect(first).toMatchObject({ outcome: 'suspended' });
    expect(second).toMatchObject({ outcome: 'permit' });
    expect(second.token?.accessToken.scopes).toContain('write:orders');
    expect(second.console.full).toContain(`"assay_decision":"${idOf(first)}"`);
  });

  test('what the client sent is still known when the user is back, and what came with them is not taken for it', async () => {
    const { second } = await asked(agreed);
    const record = JSON.parse(second.console.full.split('\n')[1] ?? '') as {
      inputs: { request: { context: { parameters: unknown } } };
    };
    expect(record.inputs.request.context.parameters).toEqual({ audience: API });
  });

  test('comes before a step-up, which nobody passed by then: its scope is withheld, and the consent is not lost', async () => {
    const stepUp: RuleDraft = { ...READ, require: [{ type: 'step_up', properties: { acr: 'phr' } }] };
    const acr = [{ acr: 'phr', methods: ['passkey'], factors: ['otp'] }];
    const action = instanceOf({ rules: [GATE, stepUp, consent], settings: { ...settings, acr } });
    const first = await action.execute(event);
    expect(first.challenge).toBeUndefined();
    const { assay } = JSON.parse(
      Buffer.from(
        (new URL(first.redirect?.url ?? '').searchParams.get('session_token') ?? '').split('.')[1] ?? '',
        'base64url',
      ).toString('utf8'),
    ) as JsonObject;
    const second = await action.resume({
      query: { session_token: signToken(agreed({ assay: assay ?? null }), SECRET) },
    });
    expect(second.outcome).toBe('permit');
    expect(second.token?.accessToken.scopes).toContain('write:orders');
    expect(second.token?.accessToken.scopes).not.toContain('read:orders');
  });

  test('cannot be asked for without the secret: that is a denial, and no redirect', async () => {
    const report = await instanceOf({ rules: [GATE, READ, consent], settings }).execute(
      sampleEvent('post-login', 'code'),
    );
    const [, second] = report.console.full.match(/"id":"[0-9a-f-]{36}"/g) ?? [];
    expect(`"id":"${report.errorDescription?.replace('server_error ', '')}"`).toBe(second);
    expect(report).toMatchObject({
      outcome: 'deny',
      errorDescription: expect.stringMatching(/^server_error /) as string,
    });
    expect(report.redirect).toBeUndefined();
  });

  test('that was not given withholds what it was asked for', async () => {
    const { second } = await asked((told) => ({
      ...agreed(told),
      assay: { ...(told['assay'] as JsonObject), approved: [] },
    }));
    expect(second.outcome).toBe('permit');
    expect(second.token?.accessToken.scopes).not.toContain('write:orders');
  });

  test.each<[string, (told: JsonObject) => JsonObject, string]>([
    ['forged', agreed, 'another-secret-of-more-than-32-characters'],
    ['expired', (told) => ({ ...agreed(told), exp: NOW / 1000 - 60 }), SECRET],
    [
      'without an end',
      ({ assay }) => ({ sub: user, state: 'state-1', assay: { ...(assay as JsonObject), approved: [key] } }),
      SECRET,
    ],
    ['about another user', (told) => ({ ...agreed(told), sub: 'auth0|somebody-else' }), SECRET],
    ['of another transaction', (told) => ({ ...agreed(told), state: 'state-2' }), SECRET],
    [
      'about another policy',
      (told) => ({
        ...agreed(told),
        assay: { ...(told['assay'] as JsonObject), digest: 'sha256-other', approved: [key] },
      }),
      SECRET,
    ],
    ['that is our own token sent back', (told) => told, SECRET],
  ])('an answer %s is refused, with a record', async (_what, answer, secret) => {
    const { second } = await asked(answer, secret);
    expect(second).toMatchObject({
      outcome: 'deny',
      errorDescription: expect.stringMatching(/^server_error [0-9a-f-]{36}$/) as string,
    });
    expect(second.console.full).toContain('"code":"invalid_event"');
  });
});

describe('credentials-exchange', () => {
  const action = { make: 'createCredentialsExchange', rules: [GATE, READ] } as const;
  const options = { trigger: 'credentials-exchange' } as const;

  test('withholds a scope where the tenant has target scopes', async () => {
    const event = sampleEvent('credentials-exchange', 'full', {
      transaction: { target_scopes: ['read:orders', 'write:orders'] },
    });
    const report = await instanceOf(action, options).execute(event);
    expect(report).toMatchObject({ outcome: 'permit', token: { accessToken: { scopes: ['read:orders'] } } });
  });

  test('denies where a scope would have to be withheld, and cannot be', async () => {
    const report = await instanceOf(action, { ...options, features: { targetScopes: 'throws' } }).execute(
      sampleEvent('credentials-exchange', 'full'),
    );
    expect(report).toMatchObject({
      outcome: 'deny',
      error: 'invalid_request',
      errorDescription: `access_denied ${idOf(report)}`,
    });
  });

  test('permits what needs no change', async () => {
    const report = await instanceOf({ ...action, rules: [GATE, READ, WRITE] }, options).execute(
      sampleEvent('credentials-exchange', 'full'),
    );
    expect(report).toMatchObject({ outcome: 'permit' });
    expect(report.console.full).toContain(API);
  });
});

describe('custom-token-exchange', () => {
  const ISSUER = 'https://legacy.example.com';
  const AGENTS = 'urn:example:agents';
  const settings = {
    issuers: [
      {
        issuer: ISSUER,
        jwks_uri: `${ISSUER}/keys`,
        audience: API,
        subject_token_types: ['urn:example:legacy-session'],
        user: { by: 'id', prefix: 'legacy|' },
        actor: { prefix: 'legacy:' },
        organization_claim: 'depot',
      },
      {
        issuer: ISSUER,
        jwks_uri: `${ISSUER}/keys`,
        audience: AGENTS,
        actor_token_types: ['urn:example:agent'],
        actor: { prefix: 'legacy:' },
      },
    ],
  };
  let key: CryptoKey;
  let keySet: string;
  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    key = privateKey;
    keySet = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] });
  });

  const sign = (claims: JsonObject, signer = key): Promise<string> =>
    new SignJWT({ iss: ISSUER, aud: API, depot: 'north-depot', iat: NOW / 1000, exp: NOW / 1000 + 60, ...claims })
      .setProtectedHeader({ alg: 'ES256' })
      .sign(signer);

  const execute = (
    transaction: JsonObject,
    rules: readonly RuleDraft[] = [GATE],
    mode?: 'observe',
  ): Promise<ActionReport> =>
    instanceOf(
      { make: 'createCustomTokenExchange', rules, settings, ...(mode && { mode }) },
      { trigger: 'custom-token-exchange', globals: { fetch: () => Promise.resolve(new Response(keySet)) } },
    ).execute(sampleEvent('custom-token-exchange', 'full', { transaction }));

  test('says who the user is, whom they belong to, and who acts', async () => {
    const report = await execute({
      subject_token: await sign({ sub: 'mara', depot: 'north-depot', act: { sub: 'gateway' } }),
      actor_token: await sign({ sub: 'agent-7', aud: AGENTS }),
      actor_token_type: 'urn:example:agent',
    });
    expect(report.outcome).toBe('permit');
    expect(callsOf(report)).toEqual([
      ['authentication.setActor', { sub: 'legacy:agent-7', act: { sub: 'legacy:gateway' } }],
      ['authentication.setOrganization', 'north-depot'],
      ['authentication.setUserById', 'legacy|mara'],
      ['transaction.setMetadata', 'assay_decision', idOf(report)],
    ]);
  });

  test('takes the word of Auth0 for an ID token of the tenant', async () => {
    const report = await execute({
      subject_token: await sign({ sub: 'mara' }),
      actor_token: 'an ID token Auth0 has validated',
      actor_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      actor_token_user: { user_id: 'auth0|ilja' },
    });
    expect(callsOf(report)[0]).toEqual(['authentication.setActor', { sub: 'auth0|ilja' }]);
  });

  test('a denial of policy is its code and the id of the record', async () => {
    const report = await execute({ subject_token: await sign({ sub: 'mara' }) }, [GATE, SHUT]);
    expect(report).toMatchObject({ outcome: 'deny', error: 'access_denied' });
    expect(callsOf(report)).toEqual([['access.deny', 'access_denied', `access_denied ${idOf(report)}`]]);
  });

  test.each(['enforce', 'observe'] as const)(
    'an invalid subject token counts against its sender (%s), and is recorded without a word of it',
    async (mode) => {
      const { privateKey } = await generateKeyPair('ES256');
      const token = await sign({ sub: 'mara' }, privateKey);
      const report = await execute({ subject_token: token }, [GATE], mode === 'observe' ? mode : undefined);
      expect(callsOf(report)).toEqual([['access.rejectInvalidSubjectToken', `invalid_request ${idOf(report)}`]]);
      expect(report.console.full).toContain('ERR_JWS_SIGNATURE_VERIFICATION_FAILED');
      expect(report.console.full).toContain('"effect":"refused"');
      expect(report.console.full).not.toContain(token.slice(0, 20));
    },
  );

  test('a token of a subject is none of an actor, whoever brings it', async () => {
    const token = await sign({ sub: 'mara' });
    const report = await execute({ subject_token: token, actor_token: token, actor_token_type: 'urn:example:agent' });
    expect(callsOf(report)).toEqual([['access.deny', 'server_error', `server_error ${idOf(report)}`]]);
  });

  test('a token without the organization it has to name denies', async () => {
    const report = await execute({ subject_token: await sign({ sub: 'mara', depot: 7 }) });
    expect(callsOf(report)).toEqual([['access.deny', 'server_error', `server_error ${idOf(report)}`]]);
  });

  test('an actor token nobody can vouch for denies', async () => {
    const report = await execute({
      subject_token: await sign({ sub: 'mara' }),
      actor_token: await sign({ sub: 'agent-7', aud: AGENTS }),
      actor_token_type: 'urn:example:unheard-of',
    });
    expect(callsOf(report)).toEqual([['access.deny', 'server_error', `server_error ${idOf(report)}`]]);
  });

  test('a policy that only observes still says who the user is: that is the work of the Action', async () => {
    const report = await execute({ subject_token: await sign({ sub: 'mara' }) }, [SHUT], 'observe');
    expect(callsOf(report).slice(0, 2)).toEqual([
      ['authentication.setOrganization', 'north-depot'],
      ['authentication.setUserById', 'legacy|mara'],
    ]);
  });
});
