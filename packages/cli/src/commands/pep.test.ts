// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder, type Folder } from '../testing/copy-example.ts';
import { run } from '../testing/run.ts';

describe('assay pep', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = createFolder();
  });
  afterEach(() => folder.remove());
  const pep = (...argv: readonly string[]) => run(['pep', ...argv], { cwd: folder.path });
  const kept = (): unknown => JSON.parse(readFileSync(join(folder.path, 'peps.json'), 'utf8'));
  const sha256 = (secret: string): string => hash('sha256', secret.trim(), 'hex');

  it('prints a secret once, and keeps its hash where only its owner reads', async () => {
    const { code, out } = await pep('keycloak', '--file', 'peps.json');
    expect([code, out]).toEqual([0, expect.stringMatching(/^assay_[\w-]{43}\n$/)]);
    expect(kept()).toEqual([{ name: 'keycloak', roles: ['issue', 'events'], secrets: [sha256(out)] }]);
    expect(statSync(join(folder.path, 'peps.json')).mode & 0o777).toBe(0o600);
  });

  it('gives one that is there another secret, and the one before it stays valid', async () => {
    const secrets = [
      (await pep('keycloak', '--file', 'peps.json')).out,
      (await pep('keycloak', '--file', 'peps.json', '--rotate')).out,
      (await pep('keycloak', '--file', 'peps.json', '--rotate')).out,
    ];
    expect(kept()).toEqual([
      { name: 'keycloak', roles: ['issue', 'events'], secrets: [sha256(secrets[2]!), sha256(secrets[1]!)] },
    ]);
  });

  it('adds to those that are there', async () => {
    await pep('keycloak', '--file', 'peps.json');
    await pep('prometheus', '--role', 'metrics', '--file', 'peps.json');
    expect(kept()).toMatchObject([{ name: 'keycloak' }, { name: 'prometheus', roles: ['metrics'] }]);
  });

  it.each([
    [['keycloak', '--file', 'peps.json', '--rotate'], 'there is no enforcement point `keycloak` to rotate'],
    [['a b'], 'ERR_BRIDGE_PEPS'],
    [['keycloak', '--role', 'king'], 'expected issue, events, policy-writer, metrics'],
  ])('refuses %j, and writes nothing', async (argv, message) => {
    const { code, err } = await pep(...argv);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    expect(() => kept()).toThrow('ENOENT');
  });

  it('refuses a name that is taken', async () => {
    await pep('keycloak', '--file', 'peps.json');
    const { code, err } = await pep('keycloak', '--file', 'peps.json');
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('peps.json: there is an enforcement point `keycloak` already'),
    ]);
  });
});
