// SPDX-License-Identifier: Apache-2.0
// Every number of docs/benchmarks.md: `npm run bench`, or `npm run bench -- --json`. Each figure is the median of several fresh processes.
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { artefact } from './artefact.ts';
import type { ColdStartFigures } from './cold-start.bench.ts';
import type { CompileFigures } from './compile.bench.ts';
import type { DecideFigures } from './decide.bench.ts';
import type { EnforceFigures } from './enforce.bench.ts';
import { median } from './measure.ts';
import type { MutationFigures } from './mutation.bench.ts';
import type { PolicyTestFigures } from './policy-tests.bench.ts';

const PROCESSES = 5;

interface Row {
  readonly what: string;
  readonly found: string;
  readonly budget: string;
}

/** The median of each number a bench prints, over fresh processes. */
function measured<T extends object>(file: string, size: number, processes = PROCESSES): T {
  const runs = Array.from({ length: processes }, () => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--conditions=source', join(import.meta.dirname, file), String(size)],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Readonly<Record<string, number>>; // sound: every bench prints an object of numbers
  });
  const names = Object.keys(runs[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, median(runs.map((run) => run[name] ?? Number.NaN))])) as T; // sound: as above
}

const fixed = (value: number, digits: number): string => value.toFixed(digits);
const rows: Row[] = [];
const progress = (what: string): void => void process.stderr.write(`${what} ...\n`);

for (const [size, budget] of [
  [10, 2.5],
  [100, 1.5],
  [1000, 1.3],
] as const) {
  progress(`decisions, ${size} rules`);
  const found = measured<DecideFigures>('decide.bench.ts', size);
  const { floor, table, overFloor, underPeer } = found;
  const absolute = `${fixed(table, 2)} us; floor ${fixed(floor, 2)}`;
  rows.push({
    what: `decision with trace, ${size} rules: over the floor`,
    found: `${fixed(overFloor, 2)}x (${absolute})`,
    budget: `<= ${budget}x`,
  });
  rows.push({
    what: `decision with trace, ${size} rules: under @marcbachmann/cel-js`,
    found: `${fixed(underPeer, 2)}x (${fixed(found.peer, 2)} us)`,
    budget: '>= 3x',
  });
  rows.push({
    what: `decision with trace, ${size} rules: under @bufbuild/cel`,
    found: `${fixed(found.underBufbuild, 1)}x (${fixed(found.bufbuild, 1)} us)`,
    budget: '',
  });
  rows.push({
    what: `decision with trace, ${size} rules: under Cedar (wasm)`,
    found: `${fixed(found.underCedar, 0)}x (${fixed(found.cedar, 0)} us)`,
    budget: '',
  });
  rows.push({
    what: `decision with trace, ${size} rules: under OPA (wasm)`,
    found:
      found.opa > 0 ? `${fixed(found.underOpa, 1)}x (${fixed(found.opa, 1)} us)` : 'not measured: no command `opa`',
    budget: '',
  });
}
progress('enforce');
const { p50, p99 } = measured<EnforceFigures>('enforce.bench.ts', 100);
rows.push({ what: 'enforce with record and digest, 100 rules: p50', found: `${fixed(p50, 1)} us`, budget: '<= 20 us' });
rows.push({
  what: 'enforce with record and digest, 100 rules: p99',
  found: `${fixed(p99, 1)} us`,
  budget: '<= 100 us',
});
progress('compiler');
const { compile } = measured<CompileFigures>('compile.bench.ts', 1000, 3);
rows.push({ what: 'compile 1,000 rules', found: `${fixed(compile, 0)} ms`, budget: '<= 1,500 ms' });
progress('policy tests');
const { perSecond } = measured<PolicyTestFigures>('policy-tests.bench.ts', 100, 3);
rows.push({
  what: 'assay test: cases per second, 100 rules, decided, guarded, recorded, compared',
  found: fixed(perSecond, 0),
  budget: '>= 20,000',
});
progress('mutation');
const mutation = measured<MutationFigures>('mutation.bench.ts', 100, 3);
const { mutants, noticed, missed, unresolved } = mutation;
rows.push({
  what: 'assay test --mutate: 100 rules, 200 cases',
  found: `${fixed(mutation.seconds, 1)} s (${mutants} changes: ${noticed} noticed, ${missed} missed, each with its test, ${unresolved} not told apart)`,
  budget: '<= 10 s',
});
progress('cold start');
const hundred = measured<ColdStartFigures>('cold-start.bench.ts', 100, 3);
const thousand = measured<ColdStartFigures>('cold-start.bench.ts', 1000, 3);
rows.push({
  what: 'fresh process to first decision, over bare node, 100 rules',
  found: `${fixed(hundred.overBare, 1)} ms`,
  budget: '<= 5 ms',
});
rows.push({
  what: 'load of a table of 1,000 rules, in a fresh process',
  found: `${fixed(thousand.load, 1)} ms`,
  budget: '<= 3 ms',
});
const { code, table } = await artefact(100, { isWhole: true });
const decides = await artefact(100, { isWhole: false });
rows.push({
  what: 'artefact of 100 rules that decides',
  found: `${decides.code.length} bytes (${gzipSync(decides.code).length} compressed)`,
  budget: '<= 40,960',
});
rows.push({
  what: 'artefact of 100 rules with everything an adapter needs',
  found: `${code.length} bytes (${gzipSync(code).length} compressed; the table is ${table.length})`,
  budget: '<= 40,960',
});

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ node: process.version, cpu: cpus()[0]?.model, rows }, null, 2));
} else {
  console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`);
  console.log(
    [
      '| what | found | budget |',
      '|---|---|---|',
      ...rows.map(({ what, found, budget }) => `| ${what} | ${found} | ${budget} |`),
    ].join('\n'),
  );
}
