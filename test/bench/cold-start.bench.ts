// SPDX-License-Identifier: Apache-2.0
// A fresh process to its first decision, over a bare one; and the load of a table inside it. Processes alternate, medians.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { artefact } from './artefact.ts';
import { median } from './measure.ts';
import { createWorkload } from './workload.ts';

export interface ColdStartFigures {
  readonly rules: number;
  /** Milliseconds over bare node; of the load alone; bytes of the artefact. */
  readonly overBare: number;
  readonly load: number;
  readonly bytes: number;
}

const RUNS = 25;

export async function benchColdStart(size: number): Promise<ColdStartFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    const { code } = await artefact(size, { isWhole: true });
    const input = createWorkload(size).inputs[0];
    const file = join(folder, 'first-decision.cjs');
    const bare = join(folder, 'bare.cjs');
    writeFileSync(join(folder, 'artefact.cjs'), code);
    writeFileSync(
      file,
      `const { pdp, loadMilliseconds } = require('./artefact.cjs');
const { outcome } = pdp.decide(${JSON.stringify(input?.request)}, ${JSON.stringify(input?.attributes)});
if (process.env.ASSAY_BENCH_REPORT) console.log(JSON.stringify({ load: loadMilliseconds, outcome }));`,
    );
    writeFileSync(bare, '');
    const over: number[] = [];
    const loads: number[] = [];
    for (let i = 0; i < RUNS; i++) {
      const empty = wall(bare);
      over.push(wall(file) - empty);
      loads.push(loadOf(file));
    }
    return { rules: size, overBare: median(over), load: median(loads), bytes: Buffer.byteLength(code) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function wall(file: string): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
}

function loadOf(file: string): number {
  const { stdout } = spawnSync(process.execPath, [file], {
    encoding: 'utf8',
    env: { ...process.env, ASSAY_BENCH_REPORT: '1' },
  });
  return (JSON.parse(stdout) as { load: number }).load; // sound: the artefact prints it
}

if (import.meta.main) console.log(JSON.stringify(await benchColdStart(Number(process.argv[2] ?? 100))));
