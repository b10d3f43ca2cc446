// SPDX-License-Identifier: Apache-2.0
import { DEFAULT_SETTINGS } from '../settings.ts';
import { examineUserPool } from './examine.ts';
import type { ExpectedFunction } from './expected.ts';
import { parseOutputs } from './parse-outputs.ts';

const ARN = 'arn:aws:lambda:eu-central-1:111122223333:function:assay-pool';
const DIGEST = `sha256-${'0'.repeat(64)}`;

type Members = Readonly<Record<string, unknown>>;

const pool = (members: Members = {}): object => ({
  UserPool: {
    Id: 'eu-central-1_EXAMPLE01',
    LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: ARN, LambdaVersion: 'V3_0' } },
    UserPoolTier: 'ESSENTIALS',
    ...members,
  },
});
const boundWith = (LambdaVersion: string): object =>
  pool({ LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: ARN, LambdaVersion } } });
const client = (members: Members = {}): object => ({
  UserPoolClient: { ClientId: 'web', ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'], ...members },
});
const MACHINE = client({
  ClientId: 'job',
  ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
  AllowedOAuthFlows: ['client_credentials'],
  AllowedOAuthFlowsUserPoolClient: true,
});
const list = (...ids: readonly string[]): object => ({ UserPoolClients: ids.map((ClientId) => ({ ClientId })) });
const lambda = (members: Members = {}): object => ({
  Configuration: { FunctionArn: ARN, Version: '$LATEST', CodeSha256: 'built', Runtime: 'nodejs24.x', ...members },
  Tags: { 'assay:policy-digest': DIGEST },
});
const EXPECTED: ExpectedFunction = { settings: DEFAULT_SETTINGS, digest: DIGEST, codeSha256: 'built', secrets: [] };

function examine(outputs: readonly object[], expected?: ExpectedFunction): ReturnType<typeof examineUserPool> {
  const facts = parseOutputs(outputs.map((value, at) => ({ file: `${at}.json`, value })));
  if (!facts.ok) throw new Error(JSON.stringify(facts.problems));
  return examineUserPool(facts.value, expected);
}
const codesOf = (outputs: readonly object[], expected?: ExpectedFunction): readonly string[] =>
  examine(outputs, expected).findings.map(({ code, severity, file, path }) => `${severity} ${code} ${file}#${path}`);
const reachOf = (outputs: readonly object[], named: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(examine(outputs).clients.find((each) => each.client === named)?.cells ?? {}).map(
      ([grant, { reach }]) => [grant, reach],
    ),
  );

describe('examineUserPool', () => {
  test('finds nothing wrong with our function, bound with V3_0, and its one client', () => {
    expect(examine([pool(), list('web'), client(), lambda()])).toEqual({
      artefacts: [
        {
          target: 'cognito/pre-token-generation',
          name: ARN,
          file: '3.json',
          digest: DIGEST,
          isBound: true,
          code: 'not_compared',
        },
      ],
      findings: [],
      grants: ['authorization_code', 'implicit', 'sign_in', 'refresh_token', 'client_credentials'],
      clients: [
        {
          client: 'web',
          cells: {
            authorization_code: { reach: 'not_allowed', why: 'the client may not' },
            implicit: { reach: 'not_allowed', why: 'the client may not' },
            sign_in: { reach: 'asks', why: 'the trigger, with V3_0' },
            refresh_token: { reach: 'not_allowed', why: 'the client may not' },
            client_credentials: { reach: 'not_allowed', why: 'the client may not' },
          },
        },
      ],
    });
  });

  test.each<[string, readonly object[], ExpectedFunction | undefined, readonly string[]]>([
    [
      'a pool without the trigger',
      [pool({ LambdaConfig: {} }), list()],
      undefined,
      ['error not-bound 0.json#/UserPool/LambdaConfig'],
    ],
    [
      'a pool whose function was not read',
      [pool(), list()],
      undefined,
      ['error function-not-told 0.json#/UserPool/LambdaConfig/PreTokenGenerationConfig'],
    ],
    [
      'the function of somebody else',
      [pool(), list(), { FunctionArn: ARN, Description: 'adds claims' }],
      undefined,
      ['error other-function 2.json#'],
    ],
    [
      'the older key, which has version 1 alone',
      [pool({ LambdaConfig: { PreTokenGeneration: ARN } }), list(), lambda()],
      undefined,
      ['warning event-version-low 0.json#/UserPool/LambdaConfig/PreTokenGeneration'],
    ],
    [
      'another version than the project is checked for',
      [boundWith('V2_0'), list(), lambda()],
      EXPECTED,
      ['error event-version-differs 0.json#/UserPool/LambdaConfig/PreTokenGenerationConfig'],
    ],
    [
      'a tier that does not send the version',
      [pool({ UserPoolTier: 'LITE' }), list(), lambda()],
      undefined,
      ['error tier-too-low 0.json#/UserPool/UserPoolTier'],
    ],
    [
      'machine tokens on V2_0',
      [boundWith('V2_0'), list('job'), MACHINE, lambda()],
      undefined,
      ['error grant-passes-by 2.json#/UserPoolClient'],
    ],
    [
      'clients of which only the names are known',
      [pool(), list('web'), lambda()],
      undefined,
      ['warning client-not-told 1.json#/UserPoolClients/0'],
    ],
    [
      'clients that were not listed',
      [pool(), client(), lambda()],
      undefined,
      ['info clients-not-listed 0.json#/UserPool'],
    ],
    [
      'another version of the function than the alias',
      [
        pool({ LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: `${ARN}:live`, LambdaVersion: 'V3_0' } } }),
        list(),
        lambda(),
      ],
      undefined,
      ['warning function-version-differs 2.json#/Configuration/Version'],
    ],
    [
      'a function that failed',
      [pool(), list(), lambda({ State: 'Failed' })],
      undefined,
      ['error function-not-active 2.json#/Configuration/State'],
    ],
    [
      'a function that is just being made',
      [pool(), list(), lambda({ State: 'Pending' })],
      undefined,
      ['warning function-not-active 2.json#/Configuration/State'],
    ],
    [
      'an update that failed',
      [pool(), list(), lambda({ LastUpdateStatus: 'Failed' })],
      undefined,
      ['error function-not-active 2.json#/Configuration/LastUpdateStatus'],
    ],
    [
      'another handler',
      [pool(), list(), lambda({ Handler: 'main.handler' })],
      undefined,
      ['error function-handler 2.json#/Configuration/Handler'],
    ],
    [
      'a runtime it is not built for',
      [pool(), list(), lambda({ Runtime: 'nodejs20.x' })],
      undefined,
      ['error function-runtime 2.json#/Configuration/Runtime'],
    ],
    [
      'a time limit below that of Cognito',
      [pool(), list(), lambda({ Timeout: 3 })],
      undefined,
      ['warning function-timeout 2.json#/Configuration/Timeout'],
    ],
    [
      'a secret without a value',
      [pool(), list(), lambda()],
      { ...EXPECTED, secrets: ['KEY'] },
      ['error secret-missing 2.json#/Configuration/Environment/Variables'],
    ],
    [
      'another policy',
      [pool(), list(), lambda({ CodeSha256: 'older' })],
      { ...EXPECTED, digest: 'sha256-1' },
      ['error policy-differs 2.json#/Configuration'],
    ],
    [
      'other code for the same policy',
      [pool(), list(), lambda({ CodeSha256: 'changed' })],
      EXPECTED,
      ['error code-differs 2.json#/Configuration/CodeSha256'],
    ],
    [
      'a client the project does not know',
      [pool(), list('web'), client(), lambda()],
      EXPECTED,
      ['info client-not-in-settings 2.json#/UserPoolClient'],
    ],
  ])('tells of %s', (_, outputs, expected, codes) => {
    expect(codesOf(outputs, expected)).toEqual(codes);
  });

  test('compares what the settings say of clients with the pool', () => {
    const settings = {
      ...DEFAULT_SETTINGS,
      lifetimes: { access_token: 3_600 },
      clients: new Map([
        ['web', { registration: 'first_party', subjectType: 'client', allowedScopes: ['openid'], signInScopes: [] }],
        ['gone', { registration: 'first_party', subjectType: 'client', signInScopes: [] }],
      ] as const),
    };
    const web = client({
      AllowedOAuthScopes: ['openid', 'orders/read'],
      AccessTokenValidity: 2,
      TokenValidityUnits: { AccessToken: 'hours' },
    });
    const { findings } = examine([pool(), list('web'), web, lambda()], { ...EXPECTED, settings });
    expect(findings.map(({ code, message }) => [code, message])).toEqual([
      ['scopes-differ', 'the client may ask for orders/read, which `allowed_scopes` of the project withholds'],
      ['lifetime-differs', 'its access_token lives 7200 s, and the project is checked for 3600 s'],
      ['client-not-in-pool', 'the project speaks of the client `gone`, which the user pool does not have'],
    ]);
  });

  test('knows code that is byte for byte what is built, whatever else is said of it', () => {
    const untagged = { FunctionArn: ARN, CodeSha256: 'built' };
    expect(examine([pool(), list(), untagged], EXPECTED)).toMatchObject({
      artefacts: [{ digest: DIGEST, code: 'same' }],
      findings: [],
    });
  });

  test('takes the policy from the description where tags were not read', () => {
    const Description = `Assay at pre token generation, policy ${DIGEST}`;
    expect(examine([pool(), list(), { FunctionArn: ARN, Description }]).artefacts).toMatchObject([{ digest: DIGEST }]);
  });

  test.each<[string, Members, readonly string[]]>([
    ['what clients get that were made without flows', {}, ['sign_in', 'refresh_token']],
    ['older names of flows', { ExplicitAuthFlows: ['ADMIN_NO_SRP_AUTH'] }, ['sign_in', 'refresh_token']],
    [
      'OAuth flows that are switched off',
      { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'], AllowedOAuthFlows: ['code'] },
      ['refresh_token'],
    ],
    [
      'OAuth flows',
      {
        ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
        AllowedOAuthFlows: ['code', 'implicit'],
        AllowedOAuthFlowsUserPoolClient: true,
      },
      ['authorization_code', 'implicit', 'refresh_token'],
    ],
    ['machine tokens by the API', { ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'] }, ['client_credentials']],
    [
      'rotation in place of the refresh flow',
      { ExplicitAuthFlows: ['ALLOW_USER_AUTH'], RefreshTokenRotation: { Feature: 'ENABLED' } },
      ['sign_in', 'refresh_token'],
    ],
  ])('covers %s', (_, members, grants) => {
    const cells = reachOf([pool(), { UserPoolClient: { ClientId: 'x', ...members } }, lambda()], 'x');
    expect(Object.keys(cells).filter((grant) => cells[grant] === 'asks')).toEqual(grants);
  });

  test.each([
    ['nothing is bound', [pool({ LambdaConfig: {} })], 'passes_by', 'passes_by'],
    ['another function is bound', [pool(), { FunctionArn: ARN }], 'passes_by', 'passes_by'],
    ['what is bound is not told', [pool()], 'unknown', 'unknown'],
    ['ours is bound with V1_0', [boundWith('V1_0'), lambda()], 'asks', 'passes_by'],
    ['ours is bound with V2_0', [boundWith('V2_0'), lambda()], 'asks', 'passes_by'],
    ['ours is bound with V3_0', [boundWith('V3_0'), lambda()], 'asks', 'asks'],
  ])('says of any client what holds where %s', (_, outputs, users, machines) => {
    const all = { authorization_code: users, implicit: users, sign_in: users, refresh_token: users };
    expect(reachOf(outputs, 'any client')).toEqual({ ...all, client_credentials: machines });
  });
});
