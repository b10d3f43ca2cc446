// SPDX-License-Identifier: Apache-2.0
// Every number of the log in docs/benchmarks.md: `npm run bench:log`, or with `-- --json`. Each in a process of its own; with nothing else running it takes about ten minutes.
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { DynamoDbFigures } from './dynamodb.bench.ts';
import type { LargeFigures } from './large.bench.ts';
import type { ReplayFigures } from './replay.bench.ts';
import type { WriteFigures } from './write.bench.ts';

function measured<T>(file: string, size: number): T {
  process.stderr.write(`${file}, ${size.toLocaleString('en')} records ...\n`);
  const args = [
    '--conditions=source',
    '--disable-warning=ExperimentalWarning',
    join(import.meta.dirname, file),
    String(size),
  ];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as T; // sound: what each prints
}

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const write = measured<WriteFigures>('write.bench.ts', 40_000);
const dynamodb = measured<DynamoDbFigures>('dynamodb.bench.ts', 5000);
const replay = measured<ReplayFigures>('replay.bench.ts', 100_000);
const large = measured<LargeFigures>('large.bench.ts', 1_000_000);

const rows: readonly (readonly [what: string, found: string, budget: string])[] = [
  [
    `durable batched writes, ${whole(write.bytes)} bytes each, over raw node:sqlite`,
    `${write.ratio.toFixed(2)}x (${whole(write.ours)} records/s; raw ${whole(write.raw)})`,
    '>= 0.5x',
  ],
  [
    'subject query of 1 M records, a page of 50: p50',
    `${large.subjectP50.toFixed(2)} ms (decoded ${large.decodedP50.toFixed(2)} ms)`,
    '<= 1 ms',
  ],
  ['24-hour claims report of 1 M records: one client of 50', `${large.clientReport.toFixed(0)} ms`, '<= 1 s'],
  ['the same: everybody', `${large.wholeReport.toFixed(0)} ms`, '<= 1 s'],
  ['verify 1 M records', `${large.verify.toFixed(0)} s (${large.verifyCpu.toFixed(0)} s of CPU)`, '<= 60 s'],
  [
    'memory, streaming 10 M records',
    `${large.memoryPeak} MB at its highest; ${large.memoryEarly} MB in the first million`,
    'flat',
  ],
  [
    'DynamoDB: items read over entries returned, the worst of six questions',
    `${Object.entries(dynamodb.ratios)
      .map(([size, ratio]) => `${ratio.toFixed(2)}x of ${whole(Number(size))}`)
      .join(', ')} (${dynamodb.commands.join(', ')})`,
    '<= 1.1x',
  ],
  [
    'DynamoDB: entries written over raw puts of the same bytes',
    `${dynamodb.writes.toFixed(2)}x (${whole(dynamodb.writesPerSecond)}/s in ministack)`,
    '',
  ],
  ['replay by another policy, one core', `${whole(replay.comparedPerMinute)} records a minute`, '>= 100,000'],
  ['replay --verify, one core', `${whole(replay.verifiedPerMinute)} records a minute`, '>= 100,000'],
];
if (process.argv.includes('--json'))
  console.log(
    JSON.stringify({ node: process.version, cpu: cpus()[0]?.model, write, dynamodb, large, replay }, null, 2),
  );
else {
  console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`);
  console.log(
    ['| what | found | budget |', '|---|---|---|', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n'),
  );
}
