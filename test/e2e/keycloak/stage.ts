// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DecisionRecord } from '@assay/core/log';
import { ROOT } from '../../docs/pages.ts';
import { startBridge, type Bridge } from './bridge.ts';
import { openBrowser } from './browser.ts';
import { buildDistribution } from './distribution.ts';
import { post } from './endpoints.ts';
import { ROTATING, SHOP, type Ground } from './flows.ts';
import { startKeycloak, type Keycloak } from './keycloak.ts';
import { buildProvider } from './provider.ts';
import { realmOf } from './realm.ts';
import { openSurroundings, GOOD, type Standing } from './surroundings.ts';
import { openSwitchboard, type Line, type Switchboard } from './switchboard.ts';

/** A Keycloak whose every grant asks a bridge, the line between them, and who else takes part. */
export interface Stage extends Ground {
  readonly keycloak: Keycloak;
  readonly bridge: Bridge;
  readonly switchboard: Switchboard;
  /** From now on this is known of whoever asks, and calls to the bridge fare so. */
  readonly set: (now: { readonly standing?: Partial<Standing>; readonly line?: Line }) => void;
  /** The records since the last `reset`. */
  readonly records: () => readonly DecisionRecord[];
  /** Waits until there are so many of them: a record may come after its answer was no longer waited for. */
  readonly settled: (count: number) => Promise<void>;
  /** All is well again, and nothing was recorded. */
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

export interface StageOptions {
  /** The unpacked distribution. */
  readonly distribution: string;
  readonly features?: readonly string[];
  /** The browser. */
  readonly chromium: string;
}

/** How long the provider waits: longer than by default, because the tests share two cores with the servers. */
const PATIENCE_MS = 2000;
const SPI = 'spi-client-policy-executor--assay-issuance';

/** Boots everything; what was started is ended again where something does not start. */
export async function openStage({ distribution, features = [], chromium }: StageOptions): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-e2e-keycloak-'));
  const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const end of closers.splice(0).reverse()) await end();
  };
  try {
    const home = buildDistribution({ folder: distribution, jars: [buildProvider(ROOT)], features });
    const surroundings = await openSurroundings();
    closers.push(surroundings.close);
    const bridge = await startBridge(folder, surroundings.url);
    closers.push(bridge.stop);
    const switchboard = await openSwitchboard(bridge.url);
    closers.push(switchboard.close);
    const browser = await openBrowser(chromium);
    closers.push(browser.close);
    const keycloak = await startKeycloak({
      home,
      realms: [
        realmOf({ realm: SHOP, withGate: true, partner: surroundings.partner, observeClients: ['watched'] }),
        realmOf({ realm: ROTATING, withGate: true, rotates: true }),
      ],
      options: {
        [`${SPI}--bridge-url`]: switchboard.url,
        [`${SPI}--timeout-ms`]: String(PATIENCE_MS),
        'spi-ciba-auth-channel--ciba-http-auth-channel--http-authentication-channel-uri': `${surroundings.url}/ciba`,
      },
      // not among the arguments, which everybody on the machine can read
      env: { KC_SPI_CLIENT_POLICY_EXECUTOR__ASSAY_ISSUANCE__BRIDGE_TOKEN: bridge.secret },
    });
    closers.push(keycloak.stop);
    await warmUp(keycloak);
    let forgotten = 0;
    const set: Stage['set'] = ({ standing, line }) => {
      surroundings.setStanding({ ...GOOD, ...standing });
      switchboard.switchTo(line ?? { kind: 'through' });
    };
    return {
      issuer: keycloak.issuer,
      browser,
      surroundings,
      keycloak,
      bridge,
      switchboard,
      set,
      records: () => bridge.records().slice(forgotten),
      settled: async (count) => {
        const deadline = Date.now() + 5_000;
        while (bridge.records().length < forgotten + count && Date.now() < deadline) await sleep(50);
      },
      reset: () => {
        set({});
        forgotten = bridge.records().length;
        switchboard.forgetCalls();
      },
      close: async () => {
        const file = process.env['ASSAY_E2E_OUTPUT']; // where to look when a test fails
        if (file)
          writeFileSync(file, `${keycloak.output()}\n${bridge.output()}\n${JSON.stringify(bridge.records(), null, 1)}`);
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A server that has just booted loads much of itself at its first token, for longer than the provider waits for an answer. */
async function warmUp({ issuer }: Keycloak): Promise<void> {
  for (const realm of [SHOP, ROTATING])
    for (let tries = 0; tries < 3; tries++)
      await post(issuer(realm), 'token', 'job', { grant_type: 'client_credentials', scope: 'orders:write' });
}
