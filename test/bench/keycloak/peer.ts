// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const SOURCE = join(import.meta.dirname, 'peer/RemoteClaimMapper.java');

/** Compiles the mapper against the JARs of a distribution, into a JAR in `folder`. */
export function compilePeer(distribution: string, folder: string): string {
  const classes = join(folder, 'classes');
  const services = join(classes, 'META-INF/services');
  mkdirSync(services, { recursive: true });
  writeFileSync(join(services, 'org.keycloak.protocol.ProtocolMapper'), 'dev.assay.bench.RemoteClaimMapper\n');
  const jar = join(folder, 'peer.jar');
  run('javac', ['--release', '17', '-proc:none', '-cp', join(distribution, 'lib/lib/main/*'), '-d', classes, SOURCE]);
  // the same classes give the same JAR, for which a distribution is built once
  run('jar', ['--create', '--file', jar, '--date', '2026-01-01T00:00:00Z', '-C', classes, '.']);
  return jar;
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${error?.message ?? stderr}`);
}

/** An endpoint that answers nothing to anything, as fast as can be. */
export async function openEmptyEndpoint(): Promise<{ readonly url: string; readonly close: () => void }> {
  const server: Server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // sound: it listens on a port
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
