// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssayError } from '@assay/core/errors';
import { pdpOf, portsOf, type TestPorts } from '@assay/core/testing';
import { DEFAULT_SETTINGS, type CognitoSettings } from '../settings.ts';
import { createHandler } from './pre-token-generation.ts';

const event = (name: string): never =>
  JSON.parse(readFileSync(join(__dirname, `../../fixtures/${name}.json`), 'utf8')) as never;
const handlerOf = (settings: CognitoSettings, ports: TestPorts) =>
  createHandler(
    settings,
    () => ports,
    () => undefined,
  );
const CONTEXT = { awsRequestId: 'c1d2' };
const OPEN = { about: 'gate', id: 'open', effect: 'permit' } as const;
const SHUT = { about: 'gate', id: 'shut', effect: 'deny', reason: 'nobody may know this' } as const;

describe('the Lambda handler', () => {
  test('returns the event with its response, and leaves one record with the ids of Lambda and Cognito', async () => {
    const ports = portsOf(
      pdpOf({ rules: [OPEN, { about: { scope: 'aws.cognito.signin.user.admin' }, id: 'own', effect: 'permit' }] }),
    );
    const native: { request: { scopes: string[] } } = event('v2-authentication');
    const answer = await handlerOf(DEFAULT_SETTINGS, ports)(native as never, CONTEXT);
    expect(answer).toMatchObject({ request: native.request, response: { claimsAndScopeOverrideDetails: {} } });
    expect(ports.sink.records.map(({ outcome, correlation }) => ({ outcome, correlation }))).toEqual([
      { outcome: 'permit', correlation: { user_pool: 'eu-central-1_Fixture01', aws_request: 'c1d2' } },
    ]);
  });

  test('throws a code and the id of the record, and none of our text', async () => {
    const ports = portsOf(pdpOf({ rules: [OPEN, SHUT] }));
    const thrown: unknown = await handlerOf(DEFAULT_SETTINGS, ports)(event('v2-hosted'), CONTEXT).catch(
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
    await expect(handlerOf(DEFAULT_SETTINGS, refused)(event('v1-authentication'), CONTEXT)).rejects.toThrow(
      '[access_denied]',
    );
    expect(refused.sink.records[0]).toMatchObject({ reason: { code: 'unenforceable' } });
    const accepted = portsOf(pdpOf({ rules: [OPEN] }));
    const settings = { ...DEFAULT_SETTINGS, unseenScopes: 'accept' } as const;
    await expect(handlerOf(settings, accepted)(event('v1-authentication'), CONTEXT)).resolves.toMatchObject({
      version: '1',
    });
  });
});

describe('a handler that cannot work', () => {
  test('refuses every event with a code, and tells operators why', async () => {
    const lines: string[] = [];
    const broken = (): never => {
      throw new AssayError('ERR_TABLE_DIGEST', 'decision table: the content does not match its digest');
    };
    const handler = createHandler(DEFAULT_SETTINGS, broken, (line) => void lines.push(line));
    const thrown: unknown = await handler(event('v2-hosted')).catch((error: unknown) => error);
    expect([String(thrown), lines]).toEqual([
      'Error: [server_error]',
      ['assay: every event is refused: ERR_TABLE_DIGEST: decision table: the content does not match its digest'],
    ]);
  });

  test('says nothing of what was thrown at it', async () => {
    const lines: string[] = [];
    const ports = portsOf(pdpOf({ rules: [OPEN] }), {
      clock: () => {
        throw new RangeError('a secret');
      },
    });
    const handler = createHandler(
      DEFAULT_SETTINGS,
      () => ports,
      (line) => void lines.push(line),
    );
    const thrown: unknown = await handler(event('v2-hosted')).catch((error: unknown) => error);
    expect([String(thrown), lines]).toEqual(['Error: [server_error]', ['assay: unexpected RangeError']]);
  });
});

describe('Cognito that asks again', () => {
  test('gets the same id, so that the log can tell', async () => {
    const ports = portsOf(pdpOf({ rules: [OPEN] }));
    const handler = handlerOf(DEFAULT_SETTINGS, ports);
    await handler(event('v2-refresh'), CONTEXT).catch(() => undefined);
    await handler(event('v2-refresh'), { awsRequestId: 'e3f4' }).catch(() => undefined);
    await handler(event('v2-hosted'), CONTEXT).catch(() => undefined);
    const [first, again, other] = ports.sink.records;
    expect([first?.id === again?.id, first?.id === other?.id]).toEqual([true, false]);
    expect(first?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
