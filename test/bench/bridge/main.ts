// SPDX-License-Identifier: Apache-2.0
// The bridge over a bare node:http, by the CPU the servers use: `node --conditions=source test/bench/bridge/main.ts [--decide FILE] [--rounds N] [--million]`.
// FILE exports `createDecide(): Promise<BridgeOptions["decide"]>`; without one everybody answers what is fixed.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from '../measure.ts';
import { start, type Child } from './child.ts';

const CONNECTIONS = 32;
const PER_ROUND = 20_000;
/** What is measured is answered, however busy the machine is. */
const UNSHED = { lagMs: 60_000 };

const { values } = parseArgs({
  options: { decide: { type: 'string' }, rounds: { type: 'string', default: '7' }, million: { type: 'boolean' } },
});
const decide = values.decide === undefined ? '' : resolve(values.decide);

/** Requests per second of the server's CPU. */
async function round(child: Child): Promise<number> {
  const before = await child.used('cpu');
  const { statuses } = await child.send(PER_ROUND, CONNECTIONS);
  const after = await child.used('cpu');
  if (statuses['200'] !== PER_ROUND) throw new Error(`not all were answered: ${JSON.stringify(statuses)}`);
  return PER_ROUND / ((after.cpu - before.cpu) / 1e6);
}

/** What the bridge is compared with: a bare server that answers what is fixed, and one that decides as the bridge does. */
async function compare(): Promise<void> {
  const contestants = {
    bare: await start('bare'),
    ...(decide !== '' && { 'bare, deciding': await start('bare', decide) }),
    bridge: await start('bridge', decide, UNSHED),
  };
  const rates: Record<string, number[]> = {};
  for (let at = -2; at < Number(values.rounds); at++)
    for (const [name, child] of Object.entries(contestants)) {
      const rate = await round(child);
      if (at >= 0) (rates[name] ??= []).push(rate); // the first two rounds only warm up
    }
  for (const child of Object.values(contestants)) child.end();
  const bridge = rates['bridge'] ?? [];
  for (const [name, found] of Object.entries(rates)) {
    const ratio = median(found.map((rate, at) => (bridge[at] ?? Number.NaN) / rate));
    console.log(
      `${name}: ${median(found).toFixed(0)} requests per CPU-second; the bridge has ${ratio.toFixed(2)} of it`,
    );
  }
}

async function holdsMemory(): Promise<void> {
  const bridge = await start('bridge', decide, UNSHED);
  for (let at = 0; at <= 10; at++) {
    if (at > 0) await bridge.send(100_000, CONNECTIONS);
    const { heap, rss } = await bridge.used('memory');
    console.log(`after ${at * 100_000} requests: heap ${(heap / 1e6).toFixed(1)} MB, rss ${(rss / 1e6).toFixed(0)} MB`);
  }
  bridge.end();
}

async function sheds(): Promise<void> {
  const bridge = await start('bridge', resolve(import.meta.dirname, 'slow-decide.ts'), {
    decisions: 50,
    lagMs: 60_000,
  });
  const { statuses, samples } = await bridge.send(5000, 200);
  bridge.end();
  console.log(`200 connections, 50 decisions at once: ${JSON.stringify(statuses)}`);
  console.log(samples['503']?.split('\r\n\r\n')[1] ?? 'nothing was shed');
}

await compare();
await sheds();
if (values.million === true) await holdsMemory();
