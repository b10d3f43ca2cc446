// SPDX-License-Identifier: Apache-2.0
// The product in one go: `npm run demo:keycloak`. A Keycloak and a bridge are booted, a token changes when what is known changes, and the log says why. Both go on
// running until Ctrl-C; `-- --once` ends them at once.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import { buildDistribution } from '../e2e/keycloak/distribution.ts';
import { secretOf } from '../e2e/keycloak/clients.ts';
import { ADMIN, startKeycloak } from '../e2e/keycloak/keycloak.ts';
import { buildProvider } from '../e2e/keycloak/provider.ts';
import { realmOf } from '../e2e/keycloak/realm.ts';
import { PARTS } from '../e2e/parts.ts';
import { serve } from '../e2e/served.ts';
import { installZipPart } from '../e2e/zip-part.ts';

const ROOT = join(import.meta.dirname, '../..');
const REALM = 'shop';
const CLIENT = 'cli';
const SPI = 'KC_SPI_CLIENT_POLICY_EXECUTOR__ASSAY_ISSUANCE__';

const say = (text = ''): void => console.log(text);
const step = (text: string): void => say(`\n== ${text}`);

const part = installZipPart(PARTS.keycloak);
if (!part.ok) {
  say(`the demonstration ${part.why}`);
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'assay-demo-'));
const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
const ended = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
});
try {
  await Promise.race([demonstrate(part.folder), ended]);
} finally {
  for (const close of closers.reverse()) await close();
}

async function demonstrate(distribution: string): Promise<void> {
  step(`a bridge and Keycloak ${PARTS.keycloak.version} (the first time, the server is built: about a minute)`);
  const home = buildDistribution({ folder: distribution, jars: [buildProvider(ROOT)] });
  const project = join(folder, 'project');
  cpSync(join(import.meta.dirname, 'project'), project, { recursive: true });
  const bridge = await serve(folder, { command: [join(ROOT, 'packages/cli/bin/assay.js')] });
  closers.push(bridge.stop);
  const keycloak = await startKeycloak({
    home,
    realms: [realmOf({ realm: REALM, withGate: true })],
    // the demonstration shares its machine with a first boot
    env: { [`${SPI}BRIDGE_URL`]: bridge.url, [`${SPI}BRIDGE_TOKEN`]: bridge.secret, [`${SPI}TIMEOUT_MS`]: '2000' },
  });
  closers.push(keycloak.stop);
  const endpoint = `${keycloak.issuer(REALM)}/protocol/openid-connect/token`;

  step('clara signs in, and asks for orders:read and orders:write');
  const first = await tokens(endpoint, { grant_type: 'password', username: 'clara', password: 'clara' });
  show(first);

  step('her risk rises to 70 (sources/people.yaml): the same session, refreshed');
  edit(project, 'people.yaml', 'risk: 10', 'risk: 70');
  const risky = await refreshed(endpoint, first, ({ scope }) => !String(scope).includes('orders:write'));
  show(risky);

  step('the entitlement "order-clerk" is revoked: refreshed once more');
  edit(project, 'people.yaml', '[order-clerk]', '[]');
  const revoked = await refreshed(endpoint, risky, ({ token }) => !clientRoles(token).includes('clerk'));
  show(revoked);

  step('the log says why: `assay log query --limit 1`, then `assay log why`');
  const found = assay(project, ['log', 'query', '--limit', '1']);
  say(found);
  const [id = ''] = /[0-9a-f-]{36}/.exec(found) ?? [];
  say(`\n${assay(project, ['log', 'why', id])}`);

  step(`the kill switch: client \`${CLIENT}\` is switched off (sources/switches.yaml)`);
  edit(project, 'switches.yaml', '[]', `[${CLIENT}]`);
  show(await refreshed(endpoint, revoked, ({ error }) => error !== undefined));
  say(assay(project, ['log', 'query', '--outcome', 'deny', '--limit', '1']));
  edit(project, 'switches.yaml', `[${CLIENT}]`, '[]');

  if (process.argv.includes('--once')) return;
  say(`
Keycloak   ${keycloak.url}/admin/master/console/#/${REALM}   (${ADMIN.username} / ${ADMIN.password})
           Realm settings > Client policies shows the profile and the policy \`assay\`
account    ${keycloak.issuer(REALM)}/account   (clara / clara)
bridge     ${bridge.url}/readyz
project    ${project}
           change a policy or a source there, and the next token follows
the log    npx assay log query --project ${project}`);
  say('\nBoth go on running. Ctrl-C ends them.');
  await ended;
}

interface Answer {
  readonly scope?: string;
  readonly error?: string;
  readonly refresh?: string;
  readonly token?: ReturnType<typeof decodeJwt>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One answer of the token endpoint. */
async function tokens(endpoint: string, parameters: Readonly<Record<string, string>>): Promise<Answer> {
  const form = {
    client_id: CLIENT,
    client_secret: secretOf(CLIENT),
    scope: 'openid orders:read orders:write',
    ...parameters,
  };
  const response = await fetch(endpoint, { method: 'POST', body: new URLSearchParams(form) });
  const body = (await response.json()) as Record<string, string>; // sound: a token endpoint answers so (RFC 6749 section 5)
  const { scope, error, refresh_token: refresh, access_token: token } = body;
  return {
    body,
    ...(scope !== undefined && { scope }),
    ...(error !== undefined && { error }),
    ...(refresh !== undefined && { refresh }),
    ...(token !== undefined && { token: decodeJwt(token) }),
  };
}

/** A refresh after the bridge took over what changed, which takes it a moment. */
async function refreshed(
  endpoint: string,
  { refresh = '' }: Answer,
  isThere: (answer: Answer) => boolean,
): Promise<Answer> {
  for (let left = 40; ; left--) {
    const answer = await tokens(endpoint, { grant_type: 'refresh_token', refresh_token: refresh });
    if (isThere(answer)) return answer;
    if (left === 0) throw new Error(`the token did not follow: ${answer.error ?? answer.scope}`);
    await sleep(100);
  }
}

function show({ token, scope, error, body }: Answer): void {
  if (token === undefined) return say(`  ${error}: ${JSON.stringify(body['error_description'])}`);
  say(`  scope       ${scope}`);
  say(`  roles       ${clientRoles(token).join(' ') || '-'} (of orders-api)`);
  say(`  team        ${JSON.stringify(token['team'] ?? null)}`);
  say(`  expires_in  ${JSON.stringify(body['expires_in'])} s`);
}

function clientRoles(token: Answer['token']): readonly string[] {
  const access = token?.['resource_access'] as
    { readonly 'orders-api'?: { readonly roles: readonly string[] } } | undefined; // sound: as Keycloak writes it
  return access?.['orders-api']?.roles ?? [];
}

function edit(project: string, file: string, from: string, to: string): void {
  const path = join(project, 'sources', file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
}

function assay(project: string, args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(ROOT, 'packages/cli/bin/assay.js'), ...args, '--project', project],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`assay ${args.join(' ')}: ${stderr}`);
  return stdout.trimEnd();
}
