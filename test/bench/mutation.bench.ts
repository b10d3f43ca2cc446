// SPDX-License-Identifier: Apache-2.0
// What `assay test --mutate` takes: every mutant decided, and a request looked for that tells each unnoticed one apart.
import { mutate, testPdp } from '@assay/policy';
import { median } from './measure.ts';
import { testedProject } from './policy-tests.bench.ts';
import { createWorkload } from './workload.ts';

export interface MutationFigures {
  readonly rules: number;
  readonly cases: number;
  readonly mutants: number;
  readonly noticed: number;
  readonly same: number;
  readonly missed: number;
  readonly unresolved: number;
  readonly seconds: number;
}

const CASES = 200;
const RUNS = 3;

export async function benchMutation(size: number): Promise<MutationFigures> {
  const { project, compiled, file } = await testedProject(createWorkload(size), CASES);
  const times: number[] = [];
  let last: Omit<MutationFigures, 'rules' | 'cases' | 'seconds'> | undefined;
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    const result = await mutate({ project, compiled, pdp: testPdp(compiled), files: [file] });
    times.push((performance.now() - start) / 1000);
    const { mutants, noticed, same, missed, unresolved } = result;
    last = { mutants, noticed, same, missed: missed.length, unresolved: unresolved.length };
  }
  if (last === undefined) throw new Error('nothing was run');
  return { rules: size, cases: CASES, ...last, seconds: median(times) };
}

if (import.meta.main) console.log(JSON.stringify(await benchMutation(Number(process.argv[2] ?? 100))));
