// SPDX-License-Identifier: Apache-2.0
// What the compiler takes: the files of a project, as texts, to its table. Medians.
import { compileProject, parseProject } from '@assay/policy';
import { median } from './measure.ts';
import { projectFiles } from './project.ts';
import { createWorkload } from './workload.ts';

export interface CompileFigures {
  readonly rules: number;
  /** Milliseconds, in a process that has compiled before. */
  readonly compile: number;
}

const RUNS = 9;

export function benchCompile(size: number): CompileFigures {
  const files = projectFiles(createWorkload(size));
  const times: number[] = [];
  for (let run = -2; run < RUNS; run++) {
    const start = performance.now();
    const { project } = parseProject((path) => files.get(path));
    const compiled = project && compileProject(project).compiled;
    if (run >= 0) times.push(performance.now() - start); // the first two only warm up
    if (compiled === undefined) throw new Error('the workload does not compile');
  }
  return { rules: size, compile: median(times) };
}

if (import.meta.main) console.log(JSON.stringify(benchCompile(Number(process.argv[2] ?? 1000))));
