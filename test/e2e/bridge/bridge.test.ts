// SPDX-License-Identifier: Apache-2.0
// The bridge as it runs: a process of its own, asked over HTTP, whose policy changes while it answers.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { newSecret, parsePeps, formatPeps } from '@assay/bridge';
import { createSigner } from '@assay/log/tree';
import { runAssay } from '../../docs/run.ts';
import { startHost, type OwnHost } from '../collector/own-collector.ts';
import { ask } from './ask.ts';
import { writeBridgeProject, type BridgeProject } from './project.ts';

const KEY = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const { verifierKey } = createSigner('policies.example.com', KEY);

describe('the bridge', () => {
  let folder: string;
  let project: BridgeProject;
  let bridge: OwnHost;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'assay-bridge-'));
    project = writeBridgeProject(folder, '{ driver: jsonl, file: records.jsonl }');
    bridge = await startHost(folder, ['serve', '--port', '0', '--peps', 'peps.json', '--policy-key', verifierKey]);
  });
  afterEach(async () => {
    await bridge?.end('SIGTERM'); // not there where it did not start
    rmSync(folder, { recursive: true, force: true });
  });
  const tenant = async (): Promise<unknown> => {
    const { body } = await ask(bridge.url, project.secret);
    const tokens = body['tokens'] as { readonly access_token: { readonly set: { readonly tenant: string } } };
    return tokens.access_token.set.tenant; // sound: the policy sets it
  };
  const become = async (wanted: string): Promise<void> => {
    for (let left = 100; left > 0 && (await tenant()) !== wanted; left--) await sleep(50);
    expect(await tenant()).toBe(wanted);
  };
  const assay = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => runAssay(args, folder, env);

  test('takes over a policy that changed, and goes on with the old one where the new one has mistakes', async () => {
    await become('north');
    project.change('\'"north"\'', '\'"south"\'');
    await become('south');
    project.change('\'"south"\'', "'no_such_name.at_all'");
    for (let left = 100; left > 0 && !bridge.told().includes('ERR_PROJECT_INVALID'); left--) await sleep(50);
    expect(bridge.told()).toContain('ERR_PROJECT_INVALID');
    expect(await tenant()).toBe('south');
    await bridge.end('SIGTERM');
    const { out } = await assay(['policy', 'list', '--json']);
    expect((JSON.parse(out) as readonly unknown[]).length).toBe(2);
  });

  test('takes a policy that was signed, and no other', async () => {
    const other = mkdtempSync(join(tmpdir(), 'assay-bridge-'));
    writeBridgeProject(other, '{ driver: sqlite, file: other.db }').change('\'"north"\'', '\'"east"\'');
    const push = (env: Readonly<Record<string, string>>) =>
      runAssay(['policy', 'push', '--url', bridge.url, '--name', 'policies.example.com'], other, env);
    const wrongKey = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const refused = await push({ ASSAY_POLICY_KEY: wrongKey, ASSAY_BRIDGE_TOKEN: project.writer });
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('ERR_POLICY_SIGNATURE')]);
    const notAllowed = await push({ ASSAY_POLICY_KEY: KEY, ASSAY_BRIDGE_TOKEN: project.secret });
    expect([notAllowed.code, notAllowed.err]).toEqual([2, expect.stringContaining('ERR_BRIDGE_PEP')]);
    expect(await tenant()).toBe('north');
    const pushed = await push({ ASSAY_POLICY_KEY: KEY, ASSAY_BRIDGE_TOKEN: project.writer });
    expect([pushed.err, pushed.code]).toEqual(['', 0]);
    await become('east');
    // the archive of the log lies beside the policies: that it is written changes none
    await sleep(600);
    expect(await tenant()).toBe('east');
    rmSync(other, { recursive: true, force: true });
  });

  test('lets a secret be rotated without a restart: two are valid, and the one before them no longer', async () => {
    const file = join(folder, 'peps.json');
    const rotate = (): string => {
      const [keycloak, ...others] = parsePeps(readFileSync(file, 'utf8'));
      const { secret, entry } = newSecret(keycloak!); // sound: it was written above
      writeFileSync(file, formatPeps([entry, ...others]));
      return secret;
    };
    const statusOf = async (secret: string): Promise<number> => (await ask(bridge.url, secret)).status;
    const second = rotate();
    for (let left = 100; left > 0 && (await statusOf(second)) !== 200; left--) await sleep(50);
    expect([await statusOf(project.secret), await statusOf(second)]).toEqual([200, 200]);
    const third = rotate();
    bridge.signal('SIGHUP');
    for (let left = 100; left > 0 && (await statusOf(third)) !== 200; left--) await sleep(50);
    expect([await statusOf(project.secret), await statusOf(second), await statusOf(third)]).toEqual([401, 200, 200]);
  });

  test('tells nobody anything but that it lives and is ready', async () => {
    const statusOf = async (path: string): Promise<number> => (await fetch(`${bridge.url}${path}`)).status;
    expect(await Promise.all(['/healthz', '/readyz'].map(statusOf))).toEqual([200, 200]);
    const guarded = ['/metrics', '/openapi.json', '/v1/policies'];
    expect(await Promise.all(guarded.map(statusOf))).toEqual([401, 401, 401]);
    expect((await ask(bridge.url, `${project.secret}x`)).status).toBe(401);
  });

  test('ends once what is under way was answered, and every answer has its record', async () => {
    const asking: ReturnType<typeof ask>[] = [];
    let ended: Promise<unknown> | undefined;
    let answers = 0;
    for (let i = 0; i < 300; i++) {
      const one = ask(bridge.url, project.secret);
      asking.push(one);
      void one.then(
        () => (ended ??= ++answers < 20 ? undefined : bridge.end('SIGTERM')),
        () => undefined,
      );
    }
    const replies = await Promise.allSettled(asking);
    const code = await ended;
    const answered = replies.flatMap((each) =>
      each.status === 'fulfilled' && each.value.status === 200 ? [JSON.stringify(each.value.body['id'])] : [],
    );
    const { out } = await assay(['log', 'query', '--json', '--limit', '500']);
    const known = new Set(
      out
        .split('\n')
        .filter(Boolean)
        .flatMap((line) => idsIn(JSON.parse(line) as unknown)),
    );
    expect(code).toBe(0);
    expect(answered.length).toBeGreaterThanOrEqual(20);
    expect(answered.filter((id) => !known.has(id))).toEqual([]);
  });
});

/** Every id of a record somewhere in what a query prints. */
function idsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => (name === 'id' ? [JSON.stringify(member)] : idsIn(member)));
}
