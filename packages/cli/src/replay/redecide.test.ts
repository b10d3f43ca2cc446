// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { agreementWith, replayBatch } from '@assay/log/replay';
import { entryOf } from '@assay/log/store';
import { copyProject, type Folder } from '../testing/copy-example.ts';
import { compiledIn, decideEvents, quickstartEvents } from '../testing/recorded-log.ts';
import { NOW } from '../testing/run.ts';
import { createRedecide } from './redecide.ts';

const EXAMPLE = join(__dirname, '../../../../examples/quickstart');

const TEMPLATE = join(__dirname, '../../templates/auth0');

let folder: Folder;
afterEach(() => folder.remove());

/** Decides events as the host of a project would, and then again: how many differ, beside those that could not be read. */
async function differing(
  events: readonly unknown[],
): Promise<{ readonly changed: number; readonly undecided: number }> {
  const { compiled, project } = compiledIn(folder.path);
  const targets = project.targets.map(({ name, settings }) => ({ name: name.value, settings }));
  const recorded = { [compiled.digest]: { text: compiled.text, targets } };
  const redecide = createRedecide({ recorded, parameters: {} });
  const records = await decideEvents(
    folder.path,
    events.map((event, n) => ({ event, time: NOW + n })),
  );
  const entries = records.map((record, seq) => entryOf({ kind: 'decision', writer: 'w', seq, record }));
  const { changed, undecided } = await replayBatch(entries, redecide, agreementWith);
  // an event that could not be read holds no request
  const unread = records.filter(({ inputs }) => inputs.request === undefined).length;
  const told = Object.values(undecided).reduce((sum, { count }) => sum + count, 0);
  expect(records).toHaveLength(events.length);
  return { changed, undecided: told - unread };
}

const NONE = { changed: 0, undecided: 0 };

test('whatever the events of Cognito, the same table makes no difference', async () => {
  folder = copyProject(EXAMPLE, NOW);
  const [first] = quickstartEvents(EXAMPLE, 1, 0);
  const event = first?.event as { readonly request: object; readonly callerContext: object }; // sound: an event of Cognito
  const made = fc.record({
    scopes: fc.subarray(['openid', 'payments/read', 'payments/write', 'payments/approve', 'other']),
    groupsToOverride: fc.subarray(['treasury', 'x']),
    clientId: fc.constantFrom(
      '6p1treasuryportal4example0',
      '8r3ledgercopilot5example01',
      '4k9oldmobileapp2example013',
      'x',
    ),
    sub: fc.constantFrom('5f1c9a3e-7d42-4b8e-9a60-2c7d1e0b4f11', 'nobody', ''),
    version: fc.constantFrom('1', '2', '3', undefined),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(made, { minLength: 1, maxLength: 10 }), async (all) => {
      const events = all.map(({ scopes, groupsToOverride, clientId, sub, version }) => ({
        ...event,
        ...(version !== undefined && { version }),
        callerContext: { ...event.callerContext, clientId },
        request: { ...event.request, scopes, groupConfiguration: { groupsToOverride }, userAttributes: { sub } },
      }));
      expect(await differing(events)).toEqual(NONE);
    }),
    { numRuns: 40 },
  );
});

test('whatever the events of Auth0, the same table makes no difference', async () => {
  folder = copyProject(TEMPLATE, NOW);
  const read = (name: string): object => JSON.parse(readFileSync(join(TEMPLATE, 'events', name), 'utf8')) as object; // sound: an event
  const login = read('login.json') as { readonly transaction: object }; // sound: an event of post-login
  const made = fc.record({
    scopes: fc.option(fc.subarray(['openid', 'profile', 'email', 'offline_access', 'read:x', 'orders:read'])),
    protocol: fc.constantFrom('oidc-basic-profile', 'oauth2-refresh-token', 'oauth2-password', 'oidc-implicit-profile'),
    hasApi: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(made, { minLength: 1, maxLength: 10 }), async (all) => {
      const events = all.map(({ scopes, protocol, hasApi }) => ({
        ...login,
        transaction: { ...login.transaction, protocol, requested_scopes: scopes ?? undefined },
        ...(!hasApi && { resource_server: undefined }),
      }));
      expect(await differing([...events, read('machine.json')])).toEqual(NONE);
    }),
    { numRuns: 40 },
  );
});
