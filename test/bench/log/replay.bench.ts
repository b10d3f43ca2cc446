// SPDX-License-Identifier: Apache-2.0
// Real decisions in SQLite, decided again by the command on one core: by the policy set that decided them, and by another one.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidOf } from '@assay/core/log';
import { openSqliteStore } from '@assay/log/sqlite';
import { entryOf } from '@assay/log/store';
import { compileProject, loadProject } from '@assay/policy';
import { realRecords } from './records.ts';

const ROOT = join(import.meta.dirname, '../../..');
const BATCH = 1000;

export interface ReplayFigures {
  readonly records: number;
  /** Records a minute, on one thread, the start of the process included. */
  readonly verifiedPerMinute: number;
  readonly comparedPerMinute: number;
  /** Of them those that another policy set changes. */
  readonly changed: number;
}

export async function benchReplay(count: number): Promise<ReplayFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    const log = join(folder, 'log.db');
    await fill(log, count);
    const next = join(folder, 'next');
    cpSync(join(ROOT, 'examples/quickstart'), next, { recursive: true });
    const policy = join(next, 'policies/payments.yaml');
    writeFileSync(policy, readFileSync(policy, 'utf8').replace('risk.score >= 70', 'risk.score >= 5'));
    const verified = replay(next, ['--verify', '--log', log]);
    const compared = replay(next, ['--policy', '.', '--log', log]);
    if (verified.same !== count) throw new Error(`${verified.same} of ${count} records are what was decided`);
    return {
      records: count,
      verifiedPerMinute: Math.round((count / verified.seconds) * 60),
      comparedPerMinute: Math.round((count / compared.seconds) * 60),
      changed: compared.changed,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The quickstart's decisions over and over, each with an id and a time of its own, and its policy set in the archive. */
async function fill(path: string, count: number): Promise<void> {
  const { project } = loadProject(join(ROOT, 'examples/quickstart'));
  const compiled = project && compileProject(project).compiled;
  if (!project || !compiled) throw new Error('the quickstart does not compile');
  const real = await realRecords('full');
  const store = await openSqliteStore(path);
  const start = Date.now() - count;
  const { digest, text: table } = compiled;
  const uses = [{ time: start, what: 'loaded', by: 'a bench' }] as const;
  await store.archivePolicy({ digest, project: project.name, table, files: Object.fromEntries(project.files), uses });
  for (let at = 0; at < count; at += BATCH) {
    const entries = Array.from({ length: Math.min(BATCH, count - at) }, (_, n) => {
      const time = start + at + n;
      const record = real[n % real.length]!; // sound: there are five
      const id = uuidOf(time, (at + n).toString(16).padStart(19, '0'));
      const own = { ...record, id, time: new Date(time).toISOString() };
      return entryOf({ kind: 'decision', writer: 'bench', seq: at + n, record: own });
    });
    await store.append(entries);
  }
  await store.close();
}

interface Replayed {
  readonly seconds: number;
  readonly same: number;
  readonly changed: number;
}

function replay(cwd: string, options: readonly string[]): Replayed {
  const command = [join(ROOT, 'packages/cli/bin/assay.js'), 'replay', '--workers', '1', '--json', ...options];
  const start = performance.now();
  const { stdout, stderr } = spawnSync(process.execPath, command, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const seconds = (performance.now() - start) / 1000;
  if (stdout === '') throw new Error(stderr);
  const { same, changed } = JSON.parse(stdout) as Omit<Replayed, 'seconds'>; // sound: what replay prints
  return { seconds, same, changed };
}

if (import.meta.main) console.log(JSON.stringify(await benchReplay(Number(process.argv[2] ?? 100_000))));
