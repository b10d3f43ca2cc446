// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { fuzzRuns, pdpOf, portsOf } from '@assay/core/testing';
import type { Host } from './host.ts';
import { credentialsExchange } from './credentials-exchange/credentials-exchange.ts';
import { customTokenExchange } from './custom-token-exchange/custom-token-exchange.ts';
import { createPostLogin } from './entries/post-login.ts';
import { ALL_FEATURES, detectFeatures } from './features.ts';
import { canSetTargetScopes } from './target-scopes.ts';
import { nativeOf } from './native.ts';
import { postLogin } from './post-login/post-login.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { SAMPLE_EVENTS, sampleEvent } from './testing/index.ts';

const ADAPTER = postLogin(DEFAULT_SETTINGS, { clock: () => 0, parameters: [] });
const MEMBERS = [
  'user',
  'client',
  'request',
  'transaction',
  'resource_server',
  'authentication',
  'authorization',
  'session',
  'refresh_token',
  'tenant',
  'organization',
  'agent',
] as const;

/** A recorded event in which some member, or a member of one, is something else. */
const bent = fc
  .record({
    name: fc.constantFrom(...SAMPLE_EVENTS['post-login']),
    member: fc.constantFrom(...MEMBERS),
    inner: fc.option(
      fc.constantFrom(
        'protocol',
        'requested_scopes',
        'target_scopes',
        'user_id',
        'client_id',
        'identifier',
        'methods',
        'roles',
        'body',
        'query',
        'actor',
        'prompt',
        'scopes',
        'metadata',
      ),
      { nil: undefined },
    ),
    value: fc.jsonValue(),
  })
  .map(({ name, member, inner, value }): Record<string, unknown> => {
    const event: Record<string, unknown> = sampleEvent('post-login', name);
    const found = event[member];
    return inner !== undefined && typeof found === 'object' && found !== null
      ? { ...event, [member]: { ...found, [inner]: value } }
      : { ...event, [member]: value };
  });

test('whatever comes in, reading it answers', () => {
  fc.assert(
    fc.property(fc.oneof(bent, fc.anything()), (event) => {
      const parsed = ADAPTER.parseEvent(nativeOf(event, ALL_FEATURES));
      if (!parsed.ok) return parsed.problems.length > 0;
      const { scopes, baseline, subject } = ADAPTER.toRequest(parsed.value);
      ADAPTER.capabilities(parsed.value);
      return subject.id !== '' && scopes.every((scope) => baseline.scopes.includes(scope));
    }),
    fuzzRuns(500),
  );
});

test('nor does an event of the other triggers throw', () => {
  const others = [credentialsExchange(DEFAULT_SETTINGS), customTokenExchange(DEFAULT_SETTINGS, {})];
  const events = [sampleEvent('credentials-exchange', 'full'), sampleEvent('custom-token-exchange', 'with-actor')];
  fc.assert(
    fc.property(
      fc.constantFrom(...others),
      fc.constantFrom(...events),
      fc.constantFrom('client', 'request', 'transaction', 'resource_server', 'accessToken', 'organization', 'agent'),
      fc.jsonValue(),
      fc.jsonValue(),
      (adapter, event, member, value, verified) => {
        const parsed = adapter.parseEvent(nativeOf({ ...event, [member]: value }, ALL_FEATURES, { verified }));
        return parsed.ok || parsed.problems.length > 0;
      },
    ),
    fuzzRuns(300),
  );
});

test('an event is never changed', () => {
  fc.assert(
    fc.property(bent, (event) => {
      const before = JSON.stringify(event);
      ADAPTER.parseEvent(nativeOf(event, ALL_FEATURES));
      return JSON.stringify(event) === before;
    }),
    fuzzRuns(100),
  );
});

/** Methods that do or do not exist, work or throw. */
const METHODS = [
  'accessToken.removeScope',
  'accessToken.addScope',
  'accessToken.setCustomClaim',
  'idToken.setCustomClaim',
  'transaction.setTargetScopes',
  'transaction.setMetadata',
  'refreshToken.setExpiresAt',
  'refreshToken.setMetadata',
  'samlResponse.setAttribute',
  'samlResponse.setLifetimeInSeconds',
] as const;
const behaviours = fc.tuple(
  ...METHODS.map((path) => fc.record({ path: fc.constant(path), does: fc.constantFrom('work', 'throw', 'lack') })),
);

test('no token has more than it would, whatever the event is and the api does; nothing escapes, and secrets are in no line', async () => {
  let printed: string[] = [];
  for (const level of ['log', 'warn', 'error'] as const)
    jest.spyOn(console, level).mockImplementation((...line: unknown[]) => void printed.push(line.join(' ')));
  const ports = portsOf(
    pdpOf({
      rules: [
        { about: 'gate', id: 'open', effect: 'permit' },
        { about: { scope: 'read:orders' }, id: 'reader', effect: 'permit' },
        { about: { scope: 'admin' }, id: 'too-much', effect: 'permit' },
      ],
      governance: { outside: 'deny' },
    }),
  );
  const { sink: _, ...rest } = ports;
  const host: Host = { ...rest, sources: () => [] };
  await fc.assert(
    fc.asyncProperty(bent, behaviours, async (event, does) => {
      printed = [];
      const calls: (readonly [string, ...unknown[]])[] = [];
      const api: Record<string, Record<string, unknown>> = {
        access: { deny: (reason: unknown) => void calls.push(['access.deny', reason]) },
      };
      for (const { path, does: what } of does) {
        const [namespace = '', method = ''] = path.split('.');
        if (what === 'lack') continue;
        (api[namespace] ??= {})[method] = (...args: unknown[]) => {
          if (what === 'throw') throw new Error('s3cret-text');
          calls.push([path, ...args]);
        };
      }
      const secret = {
        secrets: { KEY: 's3cret-value' },
        request: { ...(event['request'] as object), body: { client_secret: 's3cret-body', code: 's3cret-code' } },
      };
      const attacked = { ...event, ...secret };
      const first: unknown = (attacked as { transaction?: { target_scopes?: unknown } }).transaction?.target_scopes;
      await createPostLogin(DEFAULT_SETTINGS, host).onExecutePostLogin(attacked, api);
      const denied = calls.filter(([path]) => path === 'access.deny');
      for (const [path, argument] of calls) {
        if (path === 'accessToken.addScope') return false;
        if (
          path === 'transaction.setTargetScopes' &&
          !(argument as string[]).every((scope) => Array.isArray(first) && first.includes(scope))
        )
          return false;
        if (path === 'access.deny' && !/^[a-z_]+ [0-9a-f-]{36}$/.test(String(argument))) return false;
      }
      return denied.length <= 1 && !printed.join().includes('s3cret');
    }),
    fuzzRuns(300),
  );
  jest.restoreAllMocks();
});

test('an api with nothing but a way to deny is enough', async () => {
  for (const [event, api] of [
    [{}, { access: {} }],
    [undefined, undefined],
  ]) {
    const features = detectFeatures(event, api, await canSetTargetScopes(event, api));
    expect(Object.values(features).every((offered) => !offered)).toBe(true);
  }
});
