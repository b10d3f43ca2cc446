// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../docs/pages.ts';
import { runAssay } from '../../docs/run.ts';
import { installNpmPart } from '../npm-part.ts';
import { PARTS } from '../parts.ts';
import { selfSignedForLoopback } from './certificate.ts';

const part = installNpmPart(PARTS.auth0DeployCli);
if (!part.ok) process.stderr.write(`the end-to-end test of \`assay doctor\` is skipped: it ${part.why}\n`);

const EXPORT_MS = 120_000;
const FORMATS = ['directory', 'yaml'] as const;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-doctor-'));
  if (!part.ok) return;
  await assay('init', join(folder, 'project'), '--idp', 'auth0');
  await assay('build', '--project', join(folder, 'project'), '--out', join(folder, 'built'));
  await exportTenant(part.modules);
}, 2 * EXPORT_MS);
afterAll(() => rmSync(folder, { recursive: true }));

const assay = (...args: readonly string[]) => runAssay(args, ROOT);

/** An Action as the Management API tells it: values of secrets it never does. */
const action = (id: string, name: string, trigger: string, version: string, code: string): object => ({
  id,
  name,
  code,
  runtime: 'node22',
  status: 'built',
  dependencies: [],
  secrets: [{ name: 'CRM_KEY', updated_at: '2026-01-02T03:04:05.000Z' }],
  supported_triggers: [{ id: trigger, version, status: 'CURRENT', runtimes: ['node22'], default_runtime: 'node22' }],
  all_changes_deployed: true,
  current_version: { id: `${id}-2`, number: 2, deployed: true },
  created_at: '2026-01-02T03:04:05.000Z',
  updated_at: '2026-01-02T03:04:05.000Z',
});

/** What the Management API lists of a tenant, by the path and the member of the answer. */
function tenant(): Readonly<Record<string, readonly [member: string, items: readonly object[]]>> {
  const built = (trigger: string): string => readFileSync(join(folder, 'built/auth0', trigger, 'code.js'), 'utf8');
  const bound = (name: string): object => ({ id: `b-${name}`, display_name: name, action: { name } });
  return {
    'actions/actions': [
      'actions',
      [
        action('1', 'orders: sign-in', 'post-login', 'v3', built('post-login')),
        action(
          '2',
          'plan',
          'post-login',
          'v3',
          'exports.onExecutePostLogin = async (e, api) => api.accessToken.addScope("x");',
        ),
        action(
          '3',
          'partners',
          'custom-token-exchange',
          'v1',
          'exports.onExecuteCustomTokenExchange = async () => {};',
        ),
      ],
    ],
    'actions/modules': ['modules', []],
    'actions/triggers': ['triggers', ['post-login', 'credentials-exchange'].map((id) => ({ id, version: 'v3' }))],
    'actions/triggers/post-login/bindings': ['bindings', [bound('orders: sign-in'), bound('plan')]],
    'actions/triggers/credentials-exchange/bindings': ['bindings', []],
    clients: [
      'clients',
      [
        { client_id: 'web', name: 'orders web', client_secret: 'nobody-may-see', grant_types: ['authorization_code'] },
        { client_id: 'job', name: 'orders job', client_secret: 'nobody-may-see', grant_types: ['client_credentials'] },
        { client_id: 'hr', name: 'people/hr', addons: { samlp: {} }, grant_types: [] },
      ],
    ],
    'token-exchange-profiles': [
      'token_exchange_profiles',
      [{ id: 'p', name: 'partners', subject_token_type: 'urn:acme:t', action_id: '3', type: 'custom_authentication' }],
    ],
  };
}

/** `a0deploy export`, in each format, from a stand-in of the Management API that only lists. */
async function exportTenant(modules: string): Promise<void> {
  const { key, cert } = selfSignedForLoopback();
  writeFileSync(join(folder, 'certificate.pem'), cert);
  const lists = tenant();
  const server = createServer({ key, cert }, ({ url = '' }, response) => {
    const path = url.replace('/api/v2/', '').replace(/\?.*/, '');
    const [member, items] = lists[path] ?? [];
    const list = items && { [member ?? '']: items, total: items.length, start: 0, limit: 100, length: items.length };
    const answer = path === '/oauth/token' ? { access_token: 'token', token_type: 'Bearer', expires_in: 86_400 } : list;
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { statusCode: 404, error: 'Not Found', message: 'not here' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // sound: it listens at a port
  const config = {
    AUTH0_DOMAIN: `127.0.0.1:${port}`,
    AUTH0_CLIENT_ID: 'deploy-cli',
    AUTH0_INCLUDED_ONLY: ['actions', 'triggers', 'clients', 'tokenExchangeProfiles'],
  };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  try {
    for (const format of FORMATS) await exportAs(format, modules);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

async function exportAs(format: string, modules: string): Promise<void> {
  const cli = join(modules, 'auth0-deploy-cli/lib/index.js');
  const args = [cli, 'export', '-c', join(folder, 'config.json'), '-f', format, '-o', join(folder, format)];
  const env = { AUTH0_CLIENT_SECRET: 'of-the-stand-in', NODE_EXTRA_CA_CERTS: join(folder, 'certificate.pem') };
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env,
    timeout: EXPORT_MS,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const status = await new Promise((resolve) => child.on('close', resolve));
  if (status !== 0) throw new Error(`a0deploy export ended with ${String(status)}: ${output}`);
}

(part.ok ? describe : describe.skip)('assay doctor reads what the Auth0 Deploy CLI exports', () => {
  test.each(FORMATS)('as %s', async (format) => {
    const from = ['--idp', 'auth0', '--from', join(folder, format)];
    const { code, out } = await assay('doctor', ...from, '--project', join(folder, 'project'), '--json');
    const { artefacts, findings, coverage } = JSON.parse(out) as Record<string, unknown>; // sound: what doctor prints
    const cells = (coverage as { clients: readonly { client: string; cells: Record<string, { reach: string }> }[] })
      .clients;
    expect(code).toBe(1);
    expect(artefacts).toMatchObject([
      { target: 'auth0/post-login', name: 'orders: sign-in', isBound: true, code: 'same' },
    ]);
    expect((findings as readonly { code: string }[]).map(({ code: found }) => found).toSorted()).toEqual([
      'grant-passes-by',
      'later-action-undoes',
      'not-deployed',
      'not-deployed',
      'profile-of-other-action',
    ]);
    expect(
      Object.fromEntries(
        cells.map(({ client, cells: of }) => [
          client,
          Object.keys(of).flatMap((grant) =>
            of[grant]?.reach === 'not_allowed' ? [] : `${grant} ${of[grant]?.reach}`,
          ),
        ]),
      ),
    ).toEqual({
      'orders web': ['authorization_code asks'],
      'orders job': ['client_credentials passes_by'],
      'people/hr': ['saml2 asks'],
    });
    expect(out).not.toContain('nobody-may-see');
  });
});
