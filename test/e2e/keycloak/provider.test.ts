// SPDX-License-Identifier: Apache-2.0
// The JAR by itself: its unit tests, what is in it, and a server that has to do without it.
import { spawnSync } from 'node:child_process';
import { ROOT } from '../../docs/pages.ts';
import { PARTS } from '../parts.ts';
import { installZipPart } from '../zip-part.ts';
import { buildDistribution } from './distribution.ts';
import { startKeycloak } from './keycloak.ts';
import { buildProvider, testProvider } from './provider.ts';
import { realmOf } from './realm.ts';

const TIMEOUT_MS = 600_000;
/** Fewer would mean that some were not found. */
const AT_LEAST = 100;

const distribution = installZipPart(PARTS.keycloak);
if (!distribution.ok)
  process.stderr.write(`the end-to-end test of the Keycloak provider is skipped: it ${distribution.why}\n`);

(distribution.ok ? describe : describe.skip)('the Keycloak provider', () => {
  test(
    'passes its unit tests',
    () => {
      const { tests, failed, skipped } = testProvider(ROOT);
      expect({ failed, skipped }).toEqual({ failed: 0, skipped: 0 });
      expect(tests).toBeGreaterThanOrEqual(AT_LEAST);
    },
    TIMEOUT_MS,
  );

  test(
    'bundles nothing of others',
    () => {
      const { stdout } = spawnSync('jar', ['tf', buildProvider(ROOT)], { encoding: 'utf8' });
      const files = stdout.split('\n').filter((name) => name !== '' && !name.endsWith('/'));
      expect(files.length).toBeGreaterThan(20);
      expect(files.filter((name) => !/^(dev\/assay\/keycloak|META-INF)\//.test(name))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    'is missed: a server without it does not start with a realm that asks',
    async () => {
      if (!distribution.ok) return;
      const home = buildDistribution({ folder: distribution.folder, jars: [] });
      const started = startKeycloak({ home, realms: [realmOf({ realm: 'guarded', withGate: true })] });
      await expect(started).rejects.toThrow(/assay/);
    },
    TIMEOUT_MS,
  );
});
