// SPDX-License-Identifier: Apache-2.0
// Whatever event reaches the built Lambda: the answer adds nothing that policy does not say, the client sees a code and an id, and there is one record.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DecisionRecord } from '@assay/core/log';
import { own, type JsonObject } from '@assay/core/model';
import { fuzzRuns } from '@assay/core/testing';
import fc from 'fast-check';
import { fixturesOf, lambdaOf } from '../artefacts/house.ts';
import { anyEvent, mutated, TOKEN } from '../artefacts/hostile-events.ts';
import type { Invoked } from '../artefacts/lambda-host.ts';
import { startLambdas } from '../artefacts/own-process.ts';
import { recordProblems } from '../record-schema.ts';

jest.setTimeout(3_600_000);
const lambdas = startLambdas();
const folder = mkdtempSync(join(tmpdir(), 'assay-fuzz-'));
const path = join(folder, 'index.mjs');
const outcomes = { permit: 0, deny: 0 };
beforeAll(async () => writeFileSync(path, await lambdaOf()));
afterAll(async () => {
  await lambdas.close();
  rmSync(folder, { recursive: true });
  process.stderr.write(`cognito/pre-token-generation: ${JSON.stringify(outcomes)}\n`);
});

const GRANTABLE = [
  'stock/read',
  'read:orders',
  'aws.cognito.signin.user.admin',
  'openid',
  'profile',
  'email',
  'address',
  'phone',
  'offline_access',
];
const TEAM = { 'https://example.com/team': 'harbour' };
const TOLD =
  /^\[(?:access_denied|server_error|invalid_scope|invalid_target)\] [0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function holds({ returned, thrown, stdout, stderr, atLoad }: Invoked, event: JsonObject): void {
  const [text = '', ...more] = stdout.split('\n');
  expect([more, stderr, atLoad]).toEqual([[''], '', '']);
  const record = JSON.parse(text) as DecisionRecord; // sound: looked at by its schema
  expect(recordProblems(record)).toEqual([]);
  expect(text).not.toContain(TOKEN);
  outcomes[record.outcome]++;
  if (thrown !== undefined) {
    expect([thrown.isError, record.outcome]).toEqual([true, 'deny']);
    expect(thrown.message).toMatch(TOLD);
    expect(thrown.message.endsWith(record.id)).toBe(true);
    return;
  }
  expect([record.outcome, record.effect]).toEqual(['permit', 'issued_as_decided']);
  const { response, ...rest } = returned as JsonObject; // sound: a Lambda returns its event
  const { response: _, ...asked } = event;
  expect(rest).toEqual(asked);
  const details = own(response, 'claimsAndScopeOverrideDetails');
  const access = own(details, 'accessTokenGeneration') as JsonObject; // sound: looked at below
  const { claimsToAddOrOverride, scopesToSuppress = [], ...others } = access;
  expect([claimsToAddOrOverride, others]).toEqual([TEAM, {}]);
  const requested = (own(own(event, 'request'), 'scopes') ?? []) as readonly string[]; // sound: or it would have been refused
  const kept = requested.filter((scope) => !(scopesToSuppress as readonly string[]).includes(scope));
  expect(kept.filter((scope) => !GRANTABLE.includes(scope))).toEqual([]);
  expect([{ claimsToAddOrOverride: TEAM }, undefined]).toContainEqual(own(details, 'idTokenGeneration'));
  // the policy says nothing of groups, so nor does the answer: an override that is empty would take them all
  expect(own(details, 'groupOverrideDetails')).toBeUndefined();
}

const attempt = async (event: JsonObject): Promise<void> => holds(await lambdas.run({ path, event }), event);

describe('cognito/pre-token-generation', () => {
  test('an event that was changed', async () => {
    await fc.assert(fc.asyncProperty(mutated([...fixturesOf('cognito').values()]), attempt), fuzzRuns(1_600));
    // otherwise the property says nothing of tokens
    expect(outcomes.permit).toBeGreaterThan(50);
  });

  test('any object', () => fc.assert(fc.asyncProperty(anyEvent, attempt), fuzzRuns(400)));
});
