// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, startServer, type Server } from '../server.ts';
import { copyForRun } from './distribution.ts';

export interface KeycloakOptions {
  /** A distribution that was built. */
  readonly home: string;
  /** Realms that are imported at boot. */
  readonly realms: readonly { readonly realm: string }[];
  /** Options of the server, such as `spi-...`. */
  readonly options?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A running Keycloak. */
export interface Keycloak extends Server {
  readonly issuer: (realm: string) => string;
}

/** Of the administrator that the first boot makes. */
export const ADMIN = { username: 'admin', password: 'admin-of-a-test' } as const;

const BOOT_TIMEOUT_MS = 180_000;
const FIXED = ['start', '--optimized', '--http-enabled=true', '--http-host=127.0.0.1', '--import-realm'];

/** Boots a server with a database in memory, and waits until the first realm answers: the port is there earlier. */
export async function startKeycloak({ home, realms, options = {}, env = {} }: KeycloakOptions): Promise<Keycloak> {
  const run = copyForRun(home);
  const remove = (): void => rmSync(run, { recursive: true, force: true });
  try {
    const port = await freePort();
    mkdirSync(join(run, 'data/import'), { recursive: true });
    for (const realm of realms)
      writeFileSync(join(run, `data/import/${realm.realm}-realm.json`), JSON.stringify(realm));
    const url = `http://127.0.0.1:${port}`;
    const server = await startServer(port, {
      command: 'bash',
      args: [
        'bin/kc.sh',
        ...FIXED,
        `--http-port=${port}`,
        `--hostname=${url}`,
        ...Object.entries(options).map(([name, value]) => `--${name}=${value}`),
      ],
      cwd: run,
      env: { KC_BOOTSTRAP_ADMIN_USERNAME: ADMIN.username, KC_BOOTSTRAP_ADMIN_PASSWORD: ADMIN.password, ...env },
      readyPath: `/realms/${realms[0]?.realm ?? 'master'}`,
      readyTimeoutMs: BOOT_TIMEOUT_MS,
      isScript: true,
    });
    const stop = async (): Promise<void> => {
      await server.stop();
      remove();
    };
    return { ...server, stop, issuer: (realm) => `${url}/realms/${realm}` };
  } catch (error) {
    remove();
    throw error;
  }
}
