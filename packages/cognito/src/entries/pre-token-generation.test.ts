// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pdpOf, portsOf } from '@assay/core/testing';
import { DEFAULT_SETTINGS } from '../settings.ts';
import { createHandler } from './pre-token-generation.ts';

const event = (name: string): never =>
  JSON.parse(readFileSync(join(__dirname, `../../fixtures/${name}.json`), 'utf8')) as never;
const CONTEXT = { awsRequestId: 'c1d2' };
const OPEN = { about: 'gate', id: 'open', effect: 'permit' } as const;
const SHUT = { about: 'gate', id: 'shut', effect: 'deny', reason: 'nobody may know this' } as const;

describe('the Lambda handler', () => {
  test('returns the event with its response, and leaves one record with the ids of Lambda and Cognito', async () => {
    const ports = portsOf(
      pdpOf({ rules: [OPEN, { about: { scope: 'aws.cognito.signin.user.admin' }, id: 'own', effect: 'permit' }] }),
    );
    const native: { request: { scopes: string[] } } = event('v2-authentication');
    const answer = await createHandler(DEFAULT_SETTINGS, ports)(native as never, CONTEXT);
    expect(answer).toMatchObject({ request: native.request, response: { claimsAndScopeOverrideDetails: {} } });
    expect(ports.sink.records.map(({ outcome, correlation }) => ({ outcome, correlation }))).toEqual([
      { outcome: 'permit', correlation: { user_pool: 'eu-central-1_Fixture01', aws_request: 'c1d2' } },
    ]);
  });

  test('throws a code and the id of the record, and none of our text', async () => {
    const ports = portsOf(pdpOf({ rules: [OPEN, SHUT] }));
    const thrown: unknown = await createHandler(DEFAULT_SETTINGS, ports)(event('v2-hosted'), CONTEXT).catch(
      (error: unknown) => error,
    );
    expect(String(thrown)).toBe(`Error: [access_denied] ${ports.sink.records[0]?.id}`);
    expect(ports.sink.records[0]).toMatchObject({
      outcome: 'deny',
      reason: { code: 'denied_by_rule', admin: 'nobody may know this' },
    });
  });

  test('refuses a version 1 event, whose scopes it cannot see, unless an operator accepted that', async () => {
    const refused = portsOf(pdpOf({ rules: [OPEN] }));
    await expect(createHandler(DEFAULT_SETTINGS, refused)(event('v1-authentication'), CONTEXT)).rejects.toThrow(
      '[access_denied]',
    );
    expect(refused.sink.records[0]).toMatchObject({ reason: { code: 'unenforceable' } });
    const accepted = portsOf(pdpOf({ rules: [OPEN] }));
    const settings = { ...DEFAULT_SETTINGS, unseenScopes: 'accept' } as const;
    await expect(createHandler(settings, accepted)(event('v1-authentication'), CONTEXT)).resolves.toMatchObject({
      version: '1',
    });
  });
});
