// SPDX-License-Identifier: Apache-2.0
// The Lambda as it is built, in a process of its own, with nothing beside it, on every event there is a fixture of.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DecisionRecord } from '@assay/core/log';
import { own, type JsonObject } from '@assay/core/model';
import { recordProblems } from '../record-schema.ts';
import { fixturesOf, lambdaOf } from './house.ts';
import type { Invoked } from './lambda-host.ts';
import { startLambdas } from './own-process.ts';

const lambdas = startLambdas();
const folder = mkdtempSync(join(tmpdir(), 'assay-lambda-'));
const path = join(folder, 'index.mjs');
beforeAll(async () => writeFileSync(path, await lambdaOf()));
afterAll(async () => {
  await lambdas.close();
  rmSync(folder, { recursive: true });
});

const invoke = (event: unknown): Promise<Invoked> => lambdas.run({ path, event, requestId: 'r-1' });

/** The one record of an invocation, which is all it wrote. */
function recordOf({ stdout, stderr, atLoad }: Invoked): DecisionRecord {
  const [text = '', ...more] = stdout.split('\n');
  expect([more, stderr, atLoad]).toEqual([[''], '', '']);
  const record = JSON.parse(text) as DecisionRecord; // sound: looked at below
  expect(recordProblems(record)).toEqual([]);
  return record;
}

/** Why an event gets no token, and what the client is told. */
const DENIED: Readonly<Record<string, readonly [error: string, reason: string]>> = {
  'v0-emulator': ['server_error', 'invalid_event'],
  'v1-authentication': ['access_denied', 'unenforceable'],
  'v1-hosted-with-scopes': ['access_denied', 'unenforceable'],
};
const FIXTURES = [...fixturesOf('cognito')];
const TEAM = { claimsToAddOrOverride: { 'https://example.com/team': 'harbour' } };

describe('cognito/pre-token-generation', () => {
  test.each(FIXTURES.filter(([name]) => DENIED[name] === undefined))('%s: is permitted', async (_, event) => {
    const invoked = await invoke(event);
    const { outcome, effect, correlation } = recordOf(invoked);
    expect([outcome, effect]).toEqual(['permit', 'issued_as_decided']);
    expect(correlation).toEqual({ user_pool: event['userPoolId'], aws_request: 'r-1' });
    const scopes = own(own(event, 'request'), 'scopes') as readonly string[]; // sound: of a fixture
    const accessTokenGeneration = {
      ...TEAM,
      ...(scopes.includes('stock/write') ? { scopesToSuppress: ['stock/write'] } : {}),
    };
    const isMachine = event['triggerSource'] === 'TokenGeneration_ClientCredentials';
    // groups stay as they are where nothing is said of them
    const details = { ...(isMachine ? {} : { idTokenGeneration: TEAM }), accessTokenGeneration };
    expect(invoked.returned).toEqual({ ...event, response: { claimsAndScopeOverrideDetails: details } });
  });

  test.each(FIXTURES.filter(([name]) => DENIED[name] !== undefined))('%s: is denied', async (name, event) => {
    const invoked = await invoke(event);
    const { id, outcome, error, reason } = recordOf(invoked);
    const [code, why] = DENIED[name] ?? [];
    expect([outcome, error, reason?.code]).toEqual(['deny', code, why]);
    expect(invoked.thrown).toEqual({ isError: true, message: `[${code}] ${id}` });
  });

  test('asked again about the same event, it gives the same id', async () => {
    const [, event] = FIXTURES.find(([name]) => name === 'v2-hosted') ?? [];
    const ids = [recordOf(await invoke(event)).id, recordOf(await invoke(event)).id];
    expect(ids[0]).toBe(ids[1]);
  });

  const OTHERS: readonly (readonly [string, JsonObject])[] = [
    ['PreSignUp_SignUp', { userAttributes: {}, validationData: {} }],
    ['PostAuthentication_Authentication', { userAttributes: { sub: 's' }, newDeviceUsed: false }],
    ['CustomMessage_ForgotPassword', { userAttributes: { sub: 's' }, codeParameter: '####' }],
  ];
  test.each(OTHERS)('an event of the trigger source %s is denied with a code', async (triggerSource, request) => {
    const [, event] = FIXTURES[0] ?? [];
    const invoked = await invoke({ ...event, triggerSource, request });
    const { id, reason } = recordOf(invoked);
    expect(reason?.code).toBe('invalid_event');
    expect(invoked.thrown).toEqual({ isError: true, message: `[server_error] ${id}` });
  });
});
