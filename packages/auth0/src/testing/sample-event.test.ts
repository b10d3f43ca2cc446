// SPDX-License-Identifier: Apache-2.0
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@assay/core/model';
import { ACTION_TRIGGERS, createActionInstance, SAMPLE_EVENTS, sampleEvent, type ActionTrigger } from './index.ts';
import { at, textAt } from './json.ts';

const TRIGGERS = Object.keys(ACTION_TRIGGERS) as ActionTrigger[]; // sound: the names of the table
const EVENTS = TRIGGERS.flatMap((trigger) =>
  SAMPLE_EVENTS[trigger].map((name): [ActionTrigger, string, JsonObject] => [
    trigger,
    name,
    sampleEvent(trigger, name),
  ]),
);

test.each(TRIGGERS)('every fixture of %s can be asked for', (trigger) => {
  const files = readdirSync(join(__dirname, '../../fixtures', trigger));
  expect(files.toSorted()).toEqual(SAMPLE_EVENTS[trigger].map((name) => `${name}.json`).toSorted());
});

test('unasked, the richest event of an ordinary flow is given, a fresh one each time', () => {
  expect(sampleEvent('post-login')).toEqual(sampleEvent('post-login', 'code'));
  expect(sampleEvent('post-login')).not.toBe(sampleEvent('post-login'));
});

test('changes are merged in, null takes out', () => {
  const event = sampleEvent('post-login', 'code', { user: { email: 'x@example.com' }, session: null, stats: 3 });
  expect(at(event, 'user', 'email')).toBe('x@example.com');
  expect(at(event, 'user', 'user_id')).toBe('auth0|5f1c8a2e9b3d4c0069f0a1b2');
  expect([at(event, 'session'), at(event, 'stats')]).toEqual([undefined, 3]);
});

const REQUIRED: { readonly [trigger in ActionTrigger]: readonly string[] } = {
  'post-login': ['client', 'configuration', 'connection', 'request', 'secrets', 'stats', 'tenant', 'user'],
  'credentials-exchange': [
    'accessToken',
    'client',
    'configuration',
    'request',
    'resource_server',
    'secrets',
    'tenant',
    'transaction',
  ],
  'custom-token-exchange': [
    'client',
    'configuration',
    'request',
    'resource_server',
    'secrets',
    'tenant',
    'transaction',
  ],
};

describe.each(EVENTS)('%s %s', (trigger, name, event) => {
  test('has the sections its trigger requires', () => {
    expect(Object.keys(event)).toEqual(expect.arrayContaining([...REQUIRED[trigger]]));
    if (name === 'minimal') expect(Object.keys(event).toSorted()).toEqual([...REQUIRED[trigger]]);
  });

  test('tells one story: the request is of the client, of the audience, of the scopes', () => {
    const parameters = { ...(at(event, 'request', 'query') as object), ...(at(event, 'request', 'body') as object) }; // sound: objects in every fixture
    const said = (parameter: string, otherwise: unknown): unknown => at(parameters, parameter) ?? otherwise;
    expect(said('client_id', at(event, 'client', 'client_id'))).toBe(at(event, 'client', 'client_id'));
    const audience = at(event, 'resource_server', 'identifier');
    expect(said('audience', audience)).toBe(audience);
    const scopes = at(event, 'transaction', 'requested_scopes') ?? [];
    expect(
      String(said('scope', (scopes as string[]).join(' ')))
        .split(' ')
        .filter(Boolean),
    ).toEqual(scopes); // sound: a list of strings in every fixture
    expect(textAt(event, 'tenant', 'id')).toBe('example-orders');
  });

  test('is permitted by an Action that does nothing but name a user where there is none', async () => {
    const entrypoint = ACTION_TRIGGERS[trigger].entrypoints[0];
    const code = `exports.${entrypoint} = async (event, api) => { api.authentication?.setUserById?.('auth0|1'); };`;
    const report = await createActionInstance({ code, trigger }).execute(event);
    expect(report).toMatchObject({ outcome: 'permit', dropped: [] });
  });
});
