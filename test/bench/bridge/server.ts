// SPDX-License-Identifier: Apache-2.0
// A server in a process of its own: `server.ts bare|bridge [module that makes a decide] [limits as JSON]`. It tells its port and its secret, and when asked what it used.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { createBridge, newPep, type BridgeOptions } from '@assay/bridge';
import { ANSWER } from './answer.ts';

export interface Used {
  /** Microseconds of CPU. */
  readonly cpu: number;
  /** Bytes; where memory was asked for, after a collection of garbage. */
  readonly heap: number;
  readonly rss: number;
}

type Decide = BridgeOptions['decide'];

const [kind, module, limits = '{}'] = process.argv.slice(2);

/** The bare server reads JSON, and answers in JSON what `decide` says. */
const startBare = async (): Promise<{ port: number; secret: string }> => {
  const decide = await decideOf(module);
  const answer = async (text: string, response: ServerResponse): Promise<void> => {
    const body = JSON.stringify((await decide(JSON.parse(text))).answer);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => void answer(Buffer.concat(pieces).toString(), response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, secret: 'bare' }; // sound: it listens on a port
};

const startBridge = async (): Promise<{ port: number; secret: string }> => {
  const { secret, entry } = newPep('bench', ['issue', 'metrics']);
  const bridge = await createBridge({
    peps: [{ ...entry, requestsPerSecond: 1_000_000 }],
    decide: await decideOf(module),
    onEvents: () => undefined,
    policy: () => ({ digest: 'bench', loadedAt: 0 }),
    reload: () => Promise.reject(new Error('nothing is loaded here')),
    isReady: async () => [],
    limits: JSON.parse(limits) as BridgeOptions['limits'] & object, // sound: what main.ts sends
    log: { level: 'warn' },
  });
  const { url } = await bridge.listen({ host: '127.0.0.1', port: 0 });
  return { port: Number(new URL(url).port), secret };
};

async function decideOf(path: string | undefined): Promise<Decide> {
  if (path === undefined || path === '')
    return async () => ({ answer: ANSWER, outcome: 'permit', effect: 'narrowed', recordId: ANSWER.id });
  const { createDecide } = (await import(pathToFileURL(path).href)) as { createDecide: () => Promise<Decide> }; // sound: what the caller names
  return createDecide();
}

process.send?.(await (kind === 'bare' ? startBare() : startBridge()));
process.on('message', (wanted) => {
  const { user, system } = process.cpuUsage();
  if (wanted === 'memory') globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  process.send?.({ cpu: user + system, heap: heapUsed, rss } satisfies Used);
});
process.on('disconnect', () => process.exit(0));
