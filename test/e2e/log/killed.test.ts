// SPDX-License-Identifier: Apache-2.0
// A writer under load is killed a hundred times, in the middle of whatever it does: what it had acknowledged is there, and the log is whole.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSqliteStore } from '@assay/log/sqlite';
import { contentOf } from '@assay/log/store';

const KILLS = 100;
const WRITER = join(import.meta.dirname, 'killed-writer.ts');

/** Starts a writer, kills it some time after its first acknowledgement, and gives the ids it had acknowledged. */
async function killedWriter(path: string, round: number): Promise<readonly string[]> {
  const args = [
    '--conditions=source',
    '--disable-warning=ExperimentalWarning',
    WRITER,
    path,
    `w${round}`,
    `${round * 1_000_000}`,
  ];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = new Promise((resolve) => child.once('close', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  // from right after the first commit to somewhere in the hundredth
  await sleep((round * 7) % 90);
  child.kill('SIGKILL');
  await ended;
  // a line that was cut off was not said
  return output.slice(0, output.lastIndexOf('\n')).split('\n');
}

test(`a writer that is killed ${KILLS} times under load loses no record it acknowledged`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
  const path = join(folder, 'log.db');
  try {
    const acknowledged: string[] = [];
    for (let round = 0; round < KILLS; round++) acknowledged.push(...(await killedWriter(path, round)));
    const store = await openSqliteStore(path);
    const size = await store.sequence();
    const kept = new Set<string>();
    const bySeq = new Map<string, number[]>();
    for await (const entry of store.entries(0)) {
      const content = contentOf(entry);
      if (content.kind === 'decision') kept.add(content.record.id);
      bySeq.set(content.writer, [...(bySeq.get(content.writer) ?? []), content.seq]);
    }
    await store.close();
    expect({ lost: acknowledged.filter((id) => !kept.has(id)), writers: bySeq.size }).toEqual({
      lost: [],
      writers: KILLS,
    });
    expect(acknowledged.length).toBeGreaterThan(KILLS);
    expect(size).toBe(kept.size);
    // every writer's numbers are whole up to where it was killed
    for (const seqs of bySeq.values()) expect(seqs.toSorted((a, b) => a - b)).toEqual(seqs.map((_, at) => at));
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 600_000);
