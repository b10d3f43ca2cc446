// SPDX-License-Identifier: Apache-2.0
import { settle, GUARD, type Settled } from '@assay/core/pep';
import type { Obligation, PermitDecision } from '@assay/core/model';
import { permitOf, requestOf, RULE, type RequestPart } from '@assay/core/testing';
import { ALL_FEATURES, type Features } from '../features.ts';
import { PROTOCOLS, kindOf } from '../protocols.ts';
import { DEFAULT_SETTINGS, type Auth0Settings } from '../settings.ts';
import { refusedClaim } from '../claims.ts';
import { capabilitiesOf, type Circumstances } from './capabilities.ts';

const NONE: Features = {
  targetScopes: false,
  tokenScopes: true,
  refreshToken: false,
  transactionMetadata: false,
  challenge: true,
  redirect: true,
  saml: true,
};
const API = 'https://api.example.com';

const event = (part: Partial<Circumstances> = {}, protocol = 'oidc-basic-profile'): Circumstances => ({
  features: ALL_FEATURES,
  kind: kindOf(protocol, undefined),
  api: API,
  scopes: ['read'],
  ...part,
});
const settings = (part: Partial<Auth0Settings> = {}): Auth0Settings => ({ ...DEFAULT_SETTINGS, ...part });
const PHR = { acr: 'phr', methods: ['passkey'], factors: ['webauthn-roaming'], canEnrol: false };
const PAGE = { url: 'https://consent.example.com', secret: 'S', expiresInSeconds: 60 };

/** What the guard makes of a permit, here. */
function guarded(
  decision: Partial<PermitDecision>,
  request: RequestPart,
  circumstances: Circumstances,
  configured: Auth0Settings = DEFAULT_SETTINGS,
): Settled['decision'] {
  const asked = requestOf({ targets: [API], ...request });
  const facts = { request: asked, capabilities: capabilitiesOf(circumstances, configured), ceiling: {} };
  return settle(permitOf(asked, decision), GUARD, facts).decision;
}

const reasonOf = (decision: Settled['decision']): unknown =>
  decision.outcome === 'deny' ? decision.reason.admin : decision;

describe('a requirement can be started', () => {
  test.each([...PROTOCOLS].map(([name, { isInteractive }]) => [name, isInteractive] as const))(
    'in %s: %s',
    (protocol, isInteractive) => {
      const { obligations } = capabilitiesOf(event({}, protocol), settings({ acr: [PHR], redirect: PAGE }));
      expect(obligations).toEqual(isInteractive ? ['step_up', 'consent', 'approval'] : []);
    },
  );

  test('only where the settings say how', () => {
    expect(capabilitiesOf(event(), settings()).obligations).toEqual([]);
    expect(capabilitiesOf(event(), settings({ acr: [{ ...PHR, factors: [] }] })).obligations).toEqual([]);
  });

  test('only where the api can, and never once the user is back', () => {
    const can = settings({ acr: [PHR], redirect: PAGE });
    expect(capabilitiesOf(event({ features: { ...NONE, challenge: false } }), can).obligations).toEqual([
      'consent',
      'approval',
    ]);
    expect(capabilitiesOf(event({ features: { ...NONE, redirect: false } }), can).obligations).toEqual(['step_up']);
    expect(capabilitiesOf(event({ continued: { decision: 'x', approved: [] } }), can).obligations).toEqual([]);
  });
});

describe('a step-up nobody can pass is a denial', () => {
  const stepUp = (acr: string): Obligation => ({
    type: 'step_up',
    properties: { acr },
    about: { scope: 'read' },
    rule: RULE,
  });
  const asked = (circumstances: Circumstances, acr: readonly string[], configured: Auth0Settings): unknown =>
    reasonOf(guarded({ obligations: acr.map(stepUp) }, { scopes: ['read'] }, circumstances, configured));

  test('for an acr no factor leads to', () => {
    expect(asked(event(), ['gold'], settings({ acr: [PHR] }))).toBe('no challenge leads to acr `gold`');
  });
  test('for two of them at once', () => {
    const both = settings({ acr: [PHR, { ...PHR, acr: 'gold' }] });
    expect(asked(event(), ['phr', 'gold'], both)).toBe('no challenge leads to acr `phr` and acr `gold`');
  });
  test('for a user who has none of the factors and may not enrol one', () => {
    expect(asked(event({ enrolled: ['otp'] }), ['phr'], settings({ acr: [PHR] }))).toBe(
      'no challenge leads to acr `phr`',
    );
  });
  test('and one they can pass is none', () => {
    expect(asked(event({ enrolled: ['webauthn-roaming'] }), ['phr'], settings({ acr: [PHR] }))).toMatchObject({
      outcome: 'permit',
    });
  });
});

describe('an enrolment', () => {
  const stepUp = { type: 'step_up', properties: { acr: 'phr' }, about: { scope: 'read' }, rule: RULE } as const;
  test.each<[string, readonly string[] | undefined, boolean, 'permit' | 'deny']>([
    ['is offered to a user who has no factor', [], true, 'permit'],
    ['is not offered unless the operator says so', [], false, 'deny'],
    ['is not offered to a user who has another factor', ['otp'], true, 'deny'],
    ['is not offered to a user who has a factor nobody knows', [''], true, 'deny'],
    ['gives way to a challenge where the event does not tell', undefined, true, 'permit'],
  ])('%s', (_what, enrolled, canEnrol, outcome) => {
    const circumstances = event(enrolled === undefined ? {} : { enrolled });
    const configured = settings({ acr: [{ ...PHR, canEnrol }] });
    expect(guarded({ obligations: [stepUp] }, { scopes: ['read'] }, circumstances, configured).outcome).toBe(outcome);
  });
});

describe('a step-up beside a page', () => {
  const of = (type: string, about: Obligation['about']): Obligation => ({
    type,
    properties: type === 'step_up' ? { acr: 'phr' } : {},
    about,
    rule: RULE,
  });
  const both = (gate: Obligation, other: Obligation): unknown =>
    reasonOf(
      guarded({ obligations: [gate, other] }, { scopes: ['read'] }, event(), settings({ acr: [PHR], redirect: PAGE })),
    );

  test('of a gate is a denial before the user is sent there in vain', () => {
    expect(both(of('step_up', { gate: 'open' }), of('consent', { scope: 'read' }))).toBe(
      'a step-up of a gate cannot be asked for beside consent or approval',
    );
  });
  test('of a scope waits, and the scope with it', () => {
    expect(both(of('step_up', { scope: 'read' }), of('consent', { gate: 'open' }))).toMatchObject({
      outcome: 'permit',
    });
  });
});

describe('claims', () => {
  const set = (
    claim: string,
    token: 'access_token' | 'id_token' | 'saml2' = 'access_token',
  ): Partial<PermitDecision> => ({
    tokens: { [token]: { claims: [{ action: 'set', claim, value: 'x', rule: RULE, sources: [] }] } },
  });

  test.each(['roles', 'permissions', 'org_id', 'https://tenant.auth0.com/x', 'urn:auth0:x'])(
    '%s is nobody else to set',
    (claim) => {
      expect(guarded(set(claim), {}, event())).toMatchObject({ outcome: 'deny', reason: { code: 'reserved_claim' } });
    },
  );

  test('of a reserved name can be carried under another', () => {
    const renamed = settings({ claims: new Map([['permissions', 'https://example.com/permissions']]) });
    expect(guarded(set('permissions'), {}, event(), renamed)).toMatchObject({ outcome: 'permit' });
  });

  test.each([
    ['an opaque token', undefined],
    ['a token for an API of Auth0', 'https://tenant.eu.auth0.com/api/v2/'],
  ])('without a namespace are left out of %s', (_what, api) => {
    const { api: _, ...rest } = event();
    const circumstances = api === undefined ? rest : { ...rest, api };
    expect(guarded(set('tier'), {}, circumstances)).toMatchObject({
      outcome: 'permit',
      tokens: { access_token: { claims: [] } },
    });
  });

  test('of an ID token cannot be removed', () => {
    const removal = { tokens: { id_token: { claims: [{ action: 'remove', claim: 'email', rule: RULE }] } } } as const;
    const asked = { tokens: ['id_token'], baseline: { claims: { id_token: { email: 'a@example.com' } } } } as const;
    expect(reasonOf(guarded(removal, asked, event()))).toBe(
      'this trigger cannot remove claim `email` from the id_token',
    );
  });

  test('of an assertion can be removed by their name there, and only so', () => {
    const removal = { tokens: { saml2: { claims: [{ action: 'remove', claim: 'email', rule: RULE }] } } } as const;
    const asked = { tokens: ['saml2'], baseline: { claims: { saml2: { email: 'a@example.com' } } } } as const;
    const named = (claim: string): Auth0Settings => settings({ samlAttributes: new Map([[claim, 'urn:mail']]) });
    expect(guarded(removal, asked, event({}, 'samlp'), named('email'))).toMatchObject({ outcome: 'permit' });
    expect(reasonOf(guarded(removal, asked, event({}, 'samlp'), named('name')))).toBe(
      'claim `email` has no name in assertions, and cannot be taken out (`saml_attributes`)',
    );
    expect(reasonOf(guarded(removal, asked, event({}, 'samlp')))).toBe(
      'this trigger cannot remove claim `email` from the saml2',
    );
  });

  test('of a WS-Federation assertion can not, because nobody knows that they go', () => {
    const removal = { tokens: { saml2: { claims: [{ action: 'remove', claim: 'email', rule: RULE }] } } } as const;
    const asked = { tokens: ['saml2'], baseline: { claims: { saml2: { email: 'a@example.com' } } } } as const;
    const named = settings({ samlAttributes: new Map([['email', 'urn:mail']]) });
    expect(reasonOf(guarded(removal, asked, event({}, 'wsfed'), named))).toBe(
      'this trigger cannot remove claim `email` from the saml2',
    );
  });

  const NAMES = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
  test('the NameID of an assertion is nobody else to set or take away, by its own name or by another', () => {
    const named = settings({ samlAttributes: new Map([['tier', `${NAMES}/nameidentifier`]]) });
    for (const [claim, configured] of [
      ['tier', named],
      [`${NAMES}/nameidentifier`, settings()],
      [`${NAMES}/NameIdentifier`, settings()],
    ] as const)
      expect(guarded(set(claim, 'saml2'), { tokens: ['saml2'] }, event({}, 'samlp'), configured)).toMatchObject({
        outcome: 'deny',
        reason: { code: 'reserved_claim' },
      });
  });

  test.each(['emailaddress', 'upn', 'name'])(
    'what a service provider can take for the user is never set: %s',
    (name) => {
      const named = settings({ samlAttributes: new Map([['tier', `${NAMES}/${name}`]]) });
      for (const protocol of ['samlp', 'wsfed'])
        expect(guarded(set('tier', 'saml2'), { tokens: ['saml2'] }, event({}, protocol), named)).toMatchObject({
          outcome: 'permit',
          tokens: { saml2: { claims: [] } },
        });
      expect(refusedClaim('tier', 'saml2', named)).toBe('service providers may take the attribute for who the user is');
    },
  );

  test('the name one claim was given is no other claim to set', () => {
    const renamed = settings({ claims: new Map([['roles', 'https://example.com/roles']]) });
    for (const [token, protocol] of [
      ['access_token', 'oidc-basic-profile'],
      ['id_token', 'oidc-basic-profile'],
      ['saml2', 'samlp'],
    ] as const)
      expect(
        guarded(set('https://example.com/roles', token), { tokens: [token] }, event({}, protocol), renamed),
      ).toMatchObject({ outcome: 'deny', reason: { code: 'reserved_claim' } });
  });

  test('nor is a name that is reserved, whatever the settings were made of', () => {
    const renamed = settings({ claims: new Map([['tier', '__proto__']]) });
    expect(guarded(set('tier'), {}, event(), renamed)).toMatchObject({ reason: { code: 'reserved_claim' } });
  });

  test('roles that are decided are no claim of a rule as well', () => {
    const named = settings({ claims: new Map([['roles', 'https://example.com/roles']]) });
    const asked = { baseline: { roles: ['admin'] } };
    expect(reasonOf(guarded({ ...set('roles'), roles: ['admin'] }, asked, event(), named))).toBe(
      'claim `roles` is what the roles come to, and cannot be set beside them',
    );
    expect(guarded(set('roles'), {}, event(), named)).toMatchObject({ outcome: 'permit' });
  });

  test('roles can be taken away where the tokens carry them by our hand', () => {
    const fewer = { roles: [] };
    const asked = { baseline: { roles: ['admin'] } };
    expect(reasonOf(guarded(fewer, asked, event()))).toBe('this trigger cannot take a role away');
    const named = settings({ claims: new Map([['roles', 'https://example.com/roles']]) });
    expect(guarded(fewer, asked, event(), named)).toMatchObject({ outcome: 'permit' });
  });
});

describe('lifetimes', () => {
  const limited = (token: 'access_token' | 'refresh_token' | 'saml2'): Partial<PermitDecision> => ({
    tokens: { [token]: { claims: [], lifetime: { seconds: 60, rule: RULE } } },
  });
  test.each([
    ['access_token', 'oidc-basic-profile', ALL_FEATURES, 'deny'],
    ['refresh_token', 'oidc-basic-profile', ALL_FEATURES, 'permit'],
    ['refresh_token', 'oidc-basic-profile', NONE, 'deny'],
    ['saml2', 'samlp', ALL_FEATURES, 'permit'],
    ['saml2', 'samlp', { ...NONE, saml: false }, 'deny'],
    ['saml2', 'wsfed', ALL_FEATURES, 'deny'],
  ] as const)('of a %s in %s', (token, protocol, features, outcome) => {
    expect(guarded(limited(token), { tokens: [token] }, event({ features }, protocol)).outcome).toBe(outcome);
  });
});

describe('sizes', () => {
  const granted = (scopes: readonly string[], features: Features = ALL_FEATURES): unknown =>
    reasonOf(guarded({}, { scopes }, event({ scopes, features })));

  test('a scope of more characters than Auth0 takes', () => {
    expect(granted(['a'.repeat(281)])).toBe('a scope of 281 characters, where Auth0 takes 280 without white space');
    expect(granted(['a'.repeat(280)])).toMatchObject({ outcome: 'permit' });
  });
  test('more scopes than Auth0 takes', () => {
    expect(granted(Array.from({ length: 1001 }, (_, i) => `s${i}`))).toBe('1001 scopes, where Auth0 takes 1000');
  });
  test('claims of more bytes than Auth0 takes', () => {
    const value = 'é'.repeat(50_000);
    const tokens = {
      access_token: { claims: [{ action: 'set', claim: 'big', value, rule: RULE, sources: [] }] },
    } as const;
    expect(reasonOf(guarded({ tokens }, {}, event()))).toBe('claims of 100005 bytes, where Auth0 takes 100000');
  });
  test('an attribute of more bytes than Auth0 takes', () => {
    const claim = { action: 'set', claim: 'big', value: 'x'.repeat(2048), rule: RULE, sources: [] } as const;
    expect(
      reasonOf(guarded({ tokens: { saml2: { claims: [claim] } } }, { tokens: ['saml2'] }, event({}, 'samlp'))),
    ).toBe('attribute `big` of 2050 bytes, where Auth0 takes 2048');
  });
});

test.each(['openid', 'profile', 'email', 'address', 'phone', 'offline_access'])(
  'what `%s` brings beside the access token is not said to be withheld where it would be issued all the same',
  (scope) => {
    const withheld = (features: Features): unknown =>
      reasonOf(
        guarded(
          { scopes: { granted: [{ scope: 'read', rule: RULE }], withheld: [] } },
          { scopes: ['read', scope] },
          event({ features, scopes: ['read', scope] }),
        ),
      );
    expect(withheld(NONE)).toBe(
      `without target scopes, taking \`${scope}\` off the access token leaves the other tokens as they are`,
    );
    expect(withheld(ALL_FEATURES)).toMatchObject({ outcome: 'permit' });
  },
);

test('scopes nobody tells are refused, or accepted by an operator', () => {
  const { scopes: _, ...untold } = event();
  expect(reasonOf(guarded({}, {}, untold))).toBe(
    'this trigger is not told the scopes of the access token, and cannot take any away: accept it with `unseen_scopes: accept`',
  );
  expect(guarded({}, {}, untold, settings({ unseenScopes: 'accept' }))).toMatchObject({ outcome: 'permit' });
});
