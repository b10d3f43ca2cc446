// SPDX-License-Identifier: Apache-2.0
// A realm that others use is put behind the gate by `assay deploy keycloak`, and `assay coverage keycloak` tells what takes it away again.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { own } from '@assay/core/model';
import { ROOT } from '../../docs/pages.ts';
import { runAssay, type Ended } from '../../docs/run.ts';
import { findCommand } from '../cognito-deploy/run.ts';
import { PARTS } from '../parts.ts';
import { freePort } from '../server.ts';
import { installZipPart } from '../zip-part.ts';
import { secretOf } from './clients.ts';
import { buildDistribution } from './distribution.ts';
import { ADMIN, startKeycloak, type Keycloak } from './keycloak.ts';
import { buildProvider } from './provider.ts';
import { realmOf } from './realm.ts';

const BOOT_TIMEOUT_MS = 300_000;
const TEST_TIMEOUT_MS = 180_000;
const SPI = 'spi-client-policy-executor--assay-issuance';
const SHOP = 'deployed-shop';
const BY_HAND = 'by-hand';

const distribution = installZipPart(PARTS.keycloak);
if (!distribution.ok)
  process.stderr.write(`the end-to-end test of assay deploy keycloak is skipped: it ${distribution.why}\n`);

const jq = findCommand('jq', ['--version'], 'the end-to-end test of the script for kcadm.sh');

(distribution.ok ? describe : describe.skip)('assay deploy keycloak', () => {
  const unpacked = distribution.ok ? distribution.folder : '';
  let folder: string;
  let keycloak: Keycloak;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'assay-e2e-deploy-'));
    keycloak = await startKeycloak({
      home: buildDistribution({ folder: unpacked, jars: [buildProvider(ROOT)] }),
      realms: [
        realmOf({ realm: SHOP, withGate: false }),
        // a small one: each call of kcadm.sh is a virtual machine
        { realm: BY_HAND, enabled: true, clients: [{ clientId: 'web' }, { clientId: 'wiki', protocol: 'saml' }] },
      ],
      // nobody listens there: what is asked is refused, which shows that it is asked
      options: { [`${SPI}--bridge-url`]: `http://127.0.0.1:${await freePort()}` },
      env: { KC_SPI_CLIENT_POLICY_EXECUTOR__ASSAY_ISSUANCE__BRIDGE_TOKEN: 'token-of-a-test' },
    });
  }, BOOT_TIMEOUT_MS);
  afterAll(async () => {
    await keycloak.stop();
    rmSync(folder, { recursive: true, force: true });
  }, BOOT_TIMEOUT_MS);

  const assay = (command: string, realm: string, ...more: readonly string[]): Promise<Ended> => {
    const server = ['--url', keycloak.url, '--realm', realm, '--user', ADMIN.username];
    return runAssay([command, 'keycloak', ...server, ...more], folder, { KEYCLOAK_PASSWORD: ADMIN.password });
  };

  const token = async (realm: string, form: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(`${keycloak.url}/realms/${realm}/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
  const ofJob = async (): Promise<number> => {
    const form = { grant_type: 'client_credentials', client_id: 'job', client_secret: secretOf('job') };
    return (await token(SHOP, form)).status;
  };

  const admin = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await token('master', { grant_type: 'password', client_id: 'admin-cli', ...ADMIN });
    const response = await fetch(`${keycloak.url}/admin/realms/${SHOP}/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${String(own(await answer.json(), 'access_token'))}`,
        'content-type': 'application/json',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    const text = await response.text();
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  };
  const codesOf = ({ out }: Ended): readonly string[] =>
    // sound: what coverage prints
    (JSON.parse(out) as { findings: readonly { code: string; severity: string }[] }).findings.flatMap(
      ({ code, severity }) => (severity === 'error' ? [code] : []),
    );

  const THEIRS = {
    name: 'theirs',
    description: 'of somebody else',
    executors: [{ executor: 'pkce-enforcer', configuration: { 'auto-configure': false } }],
  };
  const THEIR_POLICY = {
    name: 'theirs',
    description: 'of somebody else',
    enabled: true,
    conditions: [{ condition: 'client-access-type', configuration: { type: ['public'] } }],
    profiles: ['theirs'],
  };

  it(
    'shows what is missing, puts it there beside what others have, and has nothing to do then',
    async () => {
      await admin('PUT', 'client-policies/profiles', { profiles: [THEIRS] });
      await admin('PUT', 'client-policies/policies', { policies: [THEIR_POLICY] });
      const before = await assay('coverage', SHOP, '--json');
      expect({ code: before.code, codes: codesOf(before), job: await ofJob() }).toEqual({
        code: 1,
        codes: ['profile-missing', 'scope-not-default', 'client-scope-missing', 'saml-mapper-missing'],
        job: 200,
      });

      const shown = await assay('deploy', SHOP, '--dry-run');
      expect({ code: shown.code, err: shown.err, job: await ofJob() }).toEqual({ code: 0, err: '', job: 200 });
      expect(shown.out).toContain('+      "name": "assay"');

      const applied = await assay('deploy', SHOP, '--apply');
      expect({ code: applied.code, err: applied.err, last: applied.out.trimEnd().split('\n').at(-1) }).toEqual({
        code: 0,
        err: '',
        last: expect.stringMatching(
          /^\d+ changes carried out, and read again: the realm is as it has to be$/,
        ) as string,
      });
      expect(await admin('GET', 'client-policies/profiles')).toMatchObject({ profiles: [THEIRS, { name: 'assay' }] });
      expect(await admin('GET', 'client-policies/policies')).toMatchObject({
        policies: [THEIR_POLICY, { name: 'assay' }],
      });

      const again = await assay('deploy', SHOP, '--apply');
      expect({ code: again.code, out: again.out }).toEqual({
        code: 0,
        out: 'nothing to do: the realm is as it has to be\n',
      });
      const after = await assay('coverage', SHOP, '--json');
      expect({ code: after.code, codes: codesOf(after), job: await ofJob() }).toEqual({ code: 0, codes: [], job: 503 });
    },
    TEST_TIMEOUT_MS,
  );

  const OURS = {
    name: 'assay',
    enabled: true,
    conditions: [{ condition: 'any-client', configuration: {} }],
    profiles: ['assay'],
  };
  it.each<[string, () => Promise<unknown>, readonly string[], number]>([
    [
      'the profile is deleted',
      () => admin('PUT', 'client-policies/profiles', { profiles: [THEIRS] }),
      ['profile-missing', 'profile-deleted'],
      200,
    ],
    [
      'the policy is disabled',
      () => admin('PUT', 'client-policies/policies', { policies: [{ ...OURS, enabled: false }] }),
      ['policy-disabled'],
      200,
    ],
    [
      'the policy has no condition',
      () => admin('PUT', 'client-policies/policies', { policies: [{ ...OURS, conditions: [] }] }),
      ['policy-without-conditions'],
      200,
    ],
    [
      'the condition is turned round',
      () =>
        admin('PUT', 'client-policies/policies', {
          policies: [
            { ...OURS, conditions: [{ condition: 'any-client', configuration: { 'is-negative-logic': true } }] },
          ],
        }),
      ['policy-negative'],
      200,
    ],
    [
      'the condition leaves clients out',
      () => admin('PUT', 'client-policies/policies', { policies: [{ ...OURS, conditions: THEIR_POLICY.conditions }] }),
      ['policy-narrow'],
      200,
    ],
    [
      'another executor is later',
      () =>
        admin('PUT', 'client-policies/profiles', {
          profiles: [
            { name: 'assay', executors: [{ executor: 'assay-issuance', configuration: {} }, ...THEIRS.executors] },
          ],
        }),
      ['executor-not-last'],
      503,
    ],
  ])(
    'tells, and puts right, where %s',
    async (_, takeAway, codes, job) => {
      await takeAway();
      const found = await assay('coverage', SHOP, '--json');
      // without its answer the client is issued to, or refused, as the finding says
      expect({ code: found.code, codes: codesOf(found), job: await ofJob() }).toEqual({ code: 1, codes, job });
      const mended = await assay('deploy', SHOP, '--apply');
      expect({ code: mended.code, err: mended.err, job: await ofJob() }).toEqual({ code: 0, err: '', job: 503 });
    },
    TEST_TIMEOUT_MS,
  );

  (jq ? it : it.skip)(
    'has nothing to do where the script for kcadm.sh was run, twice',
    async () => {
      const files = join(folder, 'files');
      expect((await runAssay(['deploy', 'keycloak', '--realm', BY_HAND, '--files', files], folder)).code).toBe(0);
      const kcadm = join(folder, 'kcadm');
      writeFileSync(kcadm, `#!/bin/sh\nexec bash '${join(unpacked, 'bin/kcadm.sh')}' "$@"\n`, { mode: 0o755 });
      const env = { ...process.env, HOME: folder, KCADM: kcadm, KC_CLI_PASSWORD: ADMIN.password };
      const bash = (...args: readonly string[]): { code: number | null; said: string } => {
        const { status, stderr } = spawnSync('bash', args, { env, encoding: 'utf8' });
        return { code: status, said: stderr.trim() };
      };
      const login = ['config', 'credentials', '--server', keycloak.url, '--realm', 'master', '--user', ADMIN.username];
      expect(bash('-c', '"$KCADM" "$@"', 'kcadm', ...login).code).toBe(0);
      expect(bash(join(files, 'kcadm.sh'))).toEqual({ code: 0, said: '' });
      expect(bash(join(files, 'kcadm.sh'))).toEqual({ code: 0, said: '' });
      const { code, out } = await assay('deploy', BY_HAND, '--dry-run');
      expect({ code, out }).toEqual({ code: 0, out: 'nothing to do: the realm is as it has to be\n' });
    },
    2 * BOOT_TIMEOUT_MS,
  );

  it(
    'writes nothing to a server without the provider',
    async () => {
      const bare = await startKeycloak({
        home: buildDistribution({ folder: unpacked, jars: [] }),
        realms: [realmOf({ realm: SHOP, withGate: false })],
      });
      try {
        const args = ['deploy', 'keycloak', '--url', bare.url, '--realm', SHOP, '--user', ADMIN.username, '--apply'];
        const { code, out, err } = await runAssay(args, folder, { KEYCLOAK_PASSWORD: ADMIN.password });
        expect({ code, out, err: err.split('\n')[0] }).toEqual({
          code: 2,
          out: '',
          err: `assay: ERR_DEPLOY: ${bare.url}/realms/${SHOP}: the provider is not installed: the server has no \`assay-issuance\`, \`assay-introspection\`, \`assay-saml\`, \`assay-events\``,
        });
      } finally {
        await bare.stop();
      }
    },
    BOOT_TIMEOUT_MS,
  );
});
