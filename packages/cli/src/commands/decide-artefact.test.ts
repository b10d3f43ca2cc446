// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../testing/run.ts';

let folder: string;
let action: string;
const EVENT = {
  secrets: {},
  client: { client_id: '1example23456789orders4web', name: 'orders web', metadata: {} },
  connection: { id: 'con_1', name: 'Users', strategy: 'auth0' },
  request: { ip: '192.0.2.7', method: 'GET', query: {}, body: {}, geoip: {} },
  resource_server: { identifier: 'https://api.example.com/orders' },
  stats: { logins_count: 3 },
  tenant: { id: 'acme' },
  transaction: {
    protocol: 'oidc-basic-profile',
    requested_scopes: ['openid', 'orders/read', 'orders/refund'],
    metadata: {},
  },
  user: { user_id: '0c5e7a94-2b1d-4f3a-8a77-1f0e6d5c4b3a', email: 'sam@example.com', email_verified: true },
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-artefact-'));
  const project = join(folder, 'project');
  await run(['init', project]);
  const file = join(project, 'assay.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('targets:\n', 'targets:\n  auth0/post-login: {}\n'));
  action = join(folder, 'action');
  const built = await run(['build', '--project', project, '--target', 'auth0/post-login', '--out', action]);
  if (built.code !== 0) throw new Error(built.err);
  writeFileSync(join(folder, 'event.json'), JSON.stringify(EVENT));
});
afterAll(() => rmSync(folder, { recursive: true }));

const decide = (...args: readonly string[]) =>
  run(['decide', '--idp', 'auth0', '--artefact', action, '--event', join(folder, 'event.json'), ...args]);

describe('assay decide --artefact', () => {
  test('runs the built Action and shows the calls it makes', async () => {
    const { code, out } = await decide('--json', '--without', 'targetScopes');
    const { outcome, calls, token } = JSON.parse(out) as { outcome: string; calls: unknown; token: object };
    expect([code, outcome, calls]).toEqual([
      0,
      'permit',
      [
        { call: 'accessToken.removeScope', args: ['orders/refund'] },
        { call: 'accessToken.setCustomClaim', args: ['team', 'fulfilment'] },
        { call: 'idToken.setCustomClaim', args: ['team', 'fulfilment'] },
        { call: 'transaction.setMetadata', args: ['assay_decision', expect.stringMatching(/^[0-9a-f-]{36}$/)] },
      ],
    ]);
    expect(token).toMatchObject({
      accessToken: { scopes: ['openid', 'orders/read'], customClaims: { team: 'fulfilment' } },
    });
  });

  test('tells people the same', async () => {
    const { out } = await decide('--without', 'targetScopes');
    expect(out).toContain('api.accessToken.removeScope("orders/refund")');
    expect(out).toMatch(/persisted log\n {2}assay: permit, user 0c5e7a94/);
  });

  test('says which features there are', async () => {
    const { code, err } = await decide('--without', 'magic');
    expect([code, err]).toEqual([2, expect.stringContaining('no feature is called `magic`')]);
  });

  test('runs only what `assay build` wrote', async () => {
    writeFileSync(join(folder, 'code.js'), 'exports.onExecutePostLogin = async () => {};');
    const { code, err } = await run([
      'decide',
      '--idp',
      'auth0',
      '--artefact',
      folder,
      '--event',
      join(folder, 'event.json'),
    ]);
    expect([code, err]).toEqual([2, expect.stringContaining('expected code that `assay build` wrote')]);
  });
});
