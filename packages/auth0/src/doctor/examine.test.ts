// SPDX-License-Identifier: Apache-2.0
import { examineTenant } from './examine.ts';
import type { ExpectedAction } from './expected.ts';
import type { TenantExport } from './facts.ts';
import { parseExport } from './parse-export.ts';

const DIGEST = `sha256-${'0'.repeat(64)}`;

type Members = Readonly<Record<string, unknown>>;
type Action = NonNullable<TenantExport['actions']>[number];

const codeFor = (target: string): string => `/* assay ${target} ${DIGEST} */\nexports.x = async () => {};\n`;

const action = (
  name: string,
  trigger: string,
  version: string,
  code: string | undefined,
  more: Members = {},
): Action => ({
  file: `actions/${name}.json`,
  path: '',
  code,
  value: {
    name,
    runtime: 'node22',
    status: 'built',
    secrets: [],
    supported_triggers: [{ id: trigger, version }],
    deployed: true,
    ...more,
  },
});
const login = (more?: Members): Action => action('login', 'post-login', 'v3', codeFor('auth0/post-login'), more);
const machine = (more?: Members): Action =>
  action('machine', 'credentials-exchange', 'v2', codeFor('auth0/credentials-exchange'), more);
const exchange = (): Action =>
  action('exchange', 'custom-token-exchange', 'v1', codeFor('auth0/custom-token-exchange'));
const other = (code?: string): Action => action('other', 'post-login', 'v3', code);

const triggers = (byTrigger: Readonly<Record<string, readonly string[]>>): Pick<TenantExport, 'triggers'> => ({
  triggers: {
    file: 'triggers/triggers.json',
    path: '',
    value: Object.fromEntries(
      Object.entries(byTrigger).map(([id, names]) => [id, names.map((action_name) => ({ action_name }))]),
    ),
  },
});
const clients = (...each: readonly Members[]): Pick<TenantExport, 'clients'> => ({
  clients: each.map((value, at) => ({
    file: `clients/${at}.json`,
    path: '',
    value: { name: `client ${at}`, ...value },
  })),
});
const profile = (name: string): Pick<TenantExport, 'profiles'> => ({
  profiles: [
    {
      file: 'token-exchange-profiles/p.json',
      path: '',
      value: { name: 'p', subject_token_type: 'urn:partner:session', action: name, type: 'custom_authentication' },
    },
  ],
});
const BOUND = triggers({ 'post-login': ['login'] });
const WEB = clients({ grant_types: ['authorization_code'] });

function examine(exported: TenantExport, expected?: readonly ExpectedAction[]): ReturnType<typeof examineTenant> {
  const facts = parseExport(exported);
  if (!facts.ok) throw new Error(JSON.stringify(facts.problems));
  return examineTenant(facts.value, expected);
}
const codesOf = (exported: TenantExport, expected?: readonly ExpectedAction[]): readonly string[] =>
  examine(exported, expected).findings.map(({ code, severity, file, path }) => `${severity} ${code} ${file}#${path}`);
const EXPECTED = (more: Partial<ExpectedAction> = {}): readonly ExpectedAction[] => [
  { target: 'auth0/post-login', digest: DIGEST, code: codeFor('auth0/post-login'), secrets: [], ...more },
];

describe('examineTenant', () => {
  test('finds nothing wrong with an Action of ours that is bound, deployed and last', () => {
    expect(examine({ actions: [login()], ...BOUND, ...WEB }, EXPECTED())).toEqual({
      artefacts: [
        {
          target: 'auth0/post-login',
          name: 'login',
          file: 'actions/login.json',
          digest: DIGEST,
          isBound: true,
          code: 'same',
        },
      ],
      findings: [],
      grants: ['authorization_code'],
      clients: [{ client: 'client 0', cells: { authorization_code: { reach: 'asks', why: 'post-login' } } }],
    });
  });

  test.each<[string, TenantExport, readonly ExpectedAction[] | undefined, readonly string[]]>([
    [
      'a tenant without an Action of ours',
      { actions: [other('')], ...triggers({}), ...clients() },
      undefined,
      ['error not-deployed actions#'],
    ],
    [
      'a target of the project that is not deployed',
      { actions: [login()], ...BOUND, ...WEB },
      [...EXPECTED(), { target: 'auth0/credentials-exchange', digest: DIGEST, code: '', secrets: [] }],
      ['error not-deployed actions#'],
    ],
    [
      'an Action nothing runs',
      { actions: [login()], ...triggers({}), ...WEB },
      undefined,
      ['error not-bound actions/login.json#', 'error grant-passes-by triggers/triggers.json#'],
    ],
    [
      'an exchange no profile names',
      { actions: [exchange()], profiles: [], ...triggers({}), ...clients({ grant_types: [] }) },
      undefined,
      ['error not-bound actions/exchange.json#'],
    ],
    [
      'bindings that were not exported',
      { actions: [login()], ...WEB },
      undefined,
      ['error bindings-not-told actions/login.json#', 'warning grant-unknown triggers#'],
    ],
    [
      'profiles that were not exported',
      { actions: [exchange()], ...triggers({}), ...clients({ grant_types: [] }) },
      undefined,
      ['error bindings-not-told actions/exchange.json#'],
    ],
    [
      'another version of the trigger',
      { actions: [login({ supported_triggers: [{ id: 'post-login', version: 'v2' }] })], ...BOUND, ...WEB },
      undefined,
      ['error trigger-version actions/login.json#/supported_triggers/0/version'],
    ],
    [
      'another trigger than it is built for',
      { actions: [action('login', 'post-login', 'v3', codeFor('auth0/credentials-exchange'))], ...BOUND, ...WEB },
      undefined,
      ['error trigger-differs actions/login.json#/supported_triggers', 'error grant-passes-by triggers/triggers.json#'],
    ],
    [
      'an older runtime',
      { actions: [login({ runtime: 'node18-actions' })], ...BOUND, ...WEB },
      undefined,
      ['error runtime actions/login.json#/runtime'],
    ],
    [
      'changes that are not deployed',
      { actions: [login({ deployed: false })], ...BOUND, ...WEB },
      undefined,
      ['error action-not-deployed actions/login.json#/deployed', 'warning grant-unknown triggers/triggers.json#'],
    ],
    [
      'a build that failed',
      { actions: [login({ status: 'failed' })], ...BOUND, ...WEB },
      undefined,
      ['error action-not-built actions/login.json#/status', 'warning grant-unknown triggers/triggers.json#'],
    ],
    [
      'a secret that is missing',
      { actions: [login()], ...BOUND, ...WEB },
      EXPECTED({ secrets: ['CONSENT_KEY'] }),
      ['error secret-missing actions/login.json#/secrets'],
    ],
    [
      'another policy',
      { actions: [login()], ...BOUND, ...WEB },
      EXPECTED({ digest: 'sha256-1', code: '' }),
      ['error policy-differs actions/login.json#/code'],
    ],
    [
      'other code for the same policy',
      { actions: [login()], ...BOUND, ...WEB },
      EXPECTED({ code: 'changed' }),
      ['error code-differs actions/login.json#/code'],
    ],
    [
      'two of ours at one trigger',
      {
        actions: [login(), action('old', 'post-login', 'v3', codeFor('auth0/post-login'))],
        ...triggers({ 'post-login': ['old', 'login'] }),
        ...WEB,
      },
      undefined,
      ['warning bound-twice triggers/triggers.json#/post-login/0'],
    ],
    [
      'a later Action that gives scopes',
      {
        actions: [login(), other('api.accessToken.addScope("x")')],
        ...triggers({ 'post-login': ['login', 'other'] }),
        ...WEB,
      },
      undefined,
      ['error later-action-undoes triggers/triggers.json#/post-login/1'],
    ],
    [
      'a later Action that gives target scopes by another way',
      {
        actions: [login(), other('api.transaction["setTargetScopes"]([])')],
        ...triggers({ 'post-login': ['login', 'other'] }),
        ...WEB,
      },
      undefined,
      ['error later-action-undoes triggers/triggers.json#/post-login/1'],
    ],
    [
      'a later Action that sets claims',
      {
        actions: [login(), other('api.idToken.setCustomClaim("a", 1)')],
        ...triggers({ 'post-login': ['login', 'other'] }),
        ...WEB,
      },
      undefined,
      ['warning not-last triggers/triggers.json#/post-login/1'],
    ],
    [
      'a later Action that does neither',
      { actions: [login(), other('')], ...triggers({ 'post-login': ['login', 'other'] }), ...WEB },
      undefined,
      ['info not-last triggers/triggers.json#/post-login/1'],
    ],
    [
      'a later Action that was not exported',
      { actions: [login()], ...triggers({ 'post-login': ['login', 'marketplace'] }), ...WEB },
      undefined,
      ['warning later-action-unread triggers/triggers.json#/post-login/1'],
    ],
    [
      'a later Action whose code was not exported',
      { actions: [login(), other()], ...triggers({ 'post-login': ['login', 'other'] }), ...WEB },
      undefined,
      ['warning later-action-unread triggers/triggers.json#/post-login/1'],
    ],
    [
      'a later Action that has code elsewhere',
      {
        actions: [login(), other('const { add } = require("actions:scopes");')],
        ...triggers({ 'post-login': ['login', 'other'] }),
        ...WEB,
      },
      undefined,
      ['warning later-action-unread triggers/triggers.json#/post-login/1'],
    ],
    [
      'an earlier Action whose scopes are not seen',
      {
        actions: [login(), other('api.accessToken.addScope("x")')],
        ...triggers({ 'post-login': ['other', 'login'] }),
        ...WEB,
      },
      undefined,
      ['warning earlier-action-adds triggers/triggers.json#/post-login/0'],
    ],
    [
      'a profile that another Action exchanges for',
      { actions: [login()], ...BOUND, ...WEB, ...profile('theirs') },
      undefined,
      ['warning profile-of-other-action token-exchange-profiles/p.json#/action'],
    ],
    [
      'machines, where only sign-ins are decided',
      { actions: [login()], ...BOUND, ...clients({ grant_types: ['client_credentials'] }) },
      undefined,
      ['error grant-passes-by triggers/triggers.json#'],
    ],
    [
      'a grant type nobody knows',
      { actions: [login()], ...BOUND, ...clients({ grant_types: ['urn:new'] }) },
      undefined,
      ['warning grant-unknown triggers/triggers.json#'],
    ],
    [
      'clients that were not exported',
      { actions: [login(), machine()], ...triggers({ 'post-login': ['login'], 'credentials-exchange': ['machine'] }) },
      undefined,
      ['info clients-not-listed clients#'],
    ],
    [
      'a client without grant types',
      {
        actions: [login(), machine()],
        ...triggers({ 'post-login': ['login'], 'credentials-exchange': ['machine'] }),
        ...clients({}),
      },
      undefined,
      ['warning client-not-told clients/0.json#'],
    ],
  ])('tells of %s', (_, exported, expected, codes) => {
    expect(codesOf(exported, expected)).toEqual(codes);
  });

  test('says nothing of an earlier Action that goes by target scopes, which the policy sees', () => {
    const neighbour = other('api.transaction.addTargetScope("x"); api.idToken.setCustomClaim("a", 1)');
    const bound = triggers({ 'post-login': ['other', 'login'] });
    expect(codesOf({ actions: [login(), neighbour], ...bound, ...WEB })).toEqual([]);
  });

  test('covers each grant by the trigger that is asked for its tokens', () => {
    const all = clients({
      client_id: 'id0',
      grant_types: [
        'authorization_code',
        'http://auth0.com/oauth/grant-type/mfa-otp',
        'http://auth0.com/oauth/grant-type/password-realm',
        'urn:ietf:params:oauth:grant-type:device_code',
        'urn:openid:params:grant-type:ciba',
        'client_credentials',
        'urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token',
      ],
      token_exchange: { allow_any_profile_of_type: ['on_behalf_of_token_exchange'] },
      addons: { samlp: {}, wsfed: false },
    });
    const { grants, clients: rows } = examine({ actions: [login()], ...BOUND, ...all });
    const asks = { reach: 'asks', why: 'post-login' };
    expect({ grants, rows }).toEqual({
      grants: [
        'authorization_code',
        'password',
        'device_code',
        'ciba',
        'token_exchange',
        'client_credentials',
        'saml2',
        'token_vault',
      ],
      rows: [
        {
          client: 'client 0 (id0)',
          cells: {
            authorization_code: asks,
            password: asks,
            device_code: asks,
            ciba: asks,
            token_exchange: asks,
            client_credentials: { reach: 'passes_by', why: 'no Action of ours is bound to credentials-exchange' },
            saml2: asks,
            token_vault: {
              reach: 'passes_by',
              why: 'Token Vault gives out tokens of other providers, and runs no Action',
            },
          },
        },
      ],
    });
  });

  test('knows code without its first line by the table inside', () => {
    const inside = action('login', 'post-login', 'v3', `const t = "{\\"digest\\":\\"${DIGEST}\\",";`);
    expect(examine({ actions: [inside], ...BOUND, ...WEB }).artefacts).toMatchObject([
      { target: 'auth0/post-login', digest: DIGEST },
    ]);
  });
});
