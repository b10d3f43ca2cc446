// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { secretOf } from '../../e2e/keycloak/clients.ts';

/** What one stretch of load came to. */
export interface Stretch {
  readonly tokens: number;
  readonly seconds: number;
  /** Of the server's own processor time. */
  readonly cpuSeconds: number;
  readonly refused: number;
  /** Milliseconds, of each call. */
  readonly latencies: readonly number[];
}

/** Asks the token endpoint once, and resolves with the answer. Rejects where it is none. */
export type Ask = (worker: number) => Promise<void>;

const USER_HZ = 100; // of Linux, whatever the kernel ticks at

/** User and system time of a process, in seconds. */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / USER_HZ;
}

/** The process a script has started. */
export function childOf(pid: number): number {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  if (!child) throw new Error(`process ${pid} has no child`);
  return Number(child);
}

/** Asks for `seconds`, with so many at once; what is refused is counted, and no token. */
export async function stretch(ask: Ask, pid: number, workers: number, seconds: number): Promise<Stretch> {
  let refused = 0;
  const latencies: number[] = [];
  const cpu = cpuOf(pid);
  const start = performance.now();
  const end = start + seconds * 1000;
  const work = async (worker: number): Promise<void> => {
    while (performance.now() < end) {
      const asked = performance.now();
      try {
        await ask(worker);
        latencies.push(performance.now() - asked);
      } catch {
        refused++;
      }
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  return {
    tokens: latencies.length,
    seconds: (performance.now() - start) / 1000,
    cpuSeconds: cpuOf(pid) - cpu,
    refused,
    latencies,
  };
}

/** A client of a token endpoint over connections that are kept. */
export function tokenClient(issuer: string): {
  readonly post: (client: string, form: Readonly<Record<string, string>>) => Promise<Record<string, unknown>>;
  readonly close: () => void;
} {
  const agent = new Agent({ keepAlive: true });
  const url = `${issuer}/protocol/openid-connect/token`;
  return {
    post: (client, form) =>
      new Promise((resolve, reject) => {
        const body = new URLSearchParams(form).toString();
        const call = request(
          url,
          {
            method: 'POST',
            agent,
            headers: {
              'content-type': 'application/x-www-form-urlencoded',
              'content-length': Buffer.byteLength(body),
              authorization: `Basic ${btoa(`${client}:${secretOf(client)}`)}`,
            },
          },
          (response) => {
            let text = '';
            response.setEncoding('utf8');
            response.on('data', (piece: string) => (text += piece));
            response.on('end', () =>
              response.statusCode === 200
                ? resolve(JSON.parse(text) as Record<string, unknown>) // sound: a token response
                : reject(new Error(`${response.statusCode} ${text}`)),
            );
          },
        );
        call.on('error', reject);
        call.end(body);
      }),
    close: () => agent.destroy(),
  };
}
