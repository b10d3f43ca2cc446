// SPDX-License-Identifier: Apache-2.0
import type { TablePdp } from '@assay/core/pdp';
import {
  createFileRunner,
  hasErrors,
  parseTests,
  testContextOf,
  type CaseResult,
  type Diagnostic,
  type PolicyTest,
  type TestFile,
} from '@assay/policy';
import type { CompiledProject } from '../compiled-project.ts';
import type { FoundTests } from './find-tests.ts';

/** The tests of a project, read. */
export interface ReadTests {
  readonly files: readonly TestFile[];
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

/** Reads every file of tests; all their mistakes together. */
export function readTests(found: readonly FoundTests[], { project }: CompiledProject): ReadTests {
  const context = testContextOf(project);
  const parsed = found.map(({ file, text }) => parseTests(file, text, context));
  return {
    files: parsed.flatMap(({ tests }) => (tests ? [tests] : [])),
    diagnostics: parsed.flatMap(({ diagnostics }) => diagnostics),
    texts: new Map(found.map(({ file, text }) => [file, text])),
  };
}

/** Whether nothing can be run. */
export function isBroken({ diagnostics }: ReadTests): boolean {
  return hasErrors(diagnostics);
}

/** The tests of which the file, the test or the case has one of `filters` in its name, whatever the case of letters; all, where there is no filter. */
export function filterTests(files: readonly TestFile[], filters: readonly string[]): readonly TestFile[] {
  if (filters.length === 0) return files;
  const wanted = filters.map((filter) => filter.toLowerCase());
  const has = (name: string): boolean => wanted.some((filter) => name.toLowerCase().includes(filter));
  return files.flatMap((file) => {
    if (has(file.file)) return [file];
    const tests = file.tests.flatMap((test): readonly PolicyTest[] => {
      if (has(test.name)) return [test];
      const cases = test.cases.filter(({ name }) => has(name));
      return cases.length > 0 ? [{ ...test, cases }] : [];
    });
    return tests.length > 0 ? [{ ...file, tests }] : [];
  });
}

export interface FileResult {
  readonly file: TestFile;
  readonly results: readonly CaseResult[];
}

/** What a run came to. `skipped` are the cases that `--bail` left out. */
export interface TestRun {
  readonly files: readonly FileResult[];
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Milliseconds. */
  readonly elapsed: number;
}

export interface RunOptions {
  readonly bail: boolean;
  readonly stopwatch: () => number;
  /** Called before each case with how many are done, of how many. */
  readonly progress: (done: number, all: number) => void;
}

/** Decides every case, in order. */
export async function runTests(
  files: readonly TestFile[],
  { project }: CompiledProject,
  pdp: TablePdp,
  { bail, stopwatch, progress }: RunOptions,
): Promise<TestRun> {
  const start = stopwatch();
  const all = countCases(files);
  const run: { file: TestFile; results: CaseResult[] }[] = [];
  let passed = 0;
  let failed = 0;
  for (const file of files) {
    const decide = createFileRunner(project, pdp, file);
    const results: CaseResult[] = [];
    run.push({ file, results });
    for (const test of file.tests) {
      for (const testCase of test.cases) {
        if (bail && failed > 0) continue;
        progress(passed + failed, all);
        const result = await decide(test, testCase);
        const hasPassed = result.mismatches.length === 0;
        // nobody asks for the records of cases that passed, and of 50,000 they would fill the memory
        results.push(hasPassed ? { ...result, outcomes: [] } : result);
        if (hasPassed) passed++;
        else failed++;
      }
    }
  }
  return { files: run, passed, failed, skipped: all - passed - failed, elapsed: stopwatch() - start };
}

/** How many cases the files have. */
export function countCases(files: readonly TestFile[]): number {
  return files.reduce((sum, { tests }) => sum + tests.reduce((inner, { cases }) => inner + cases.length, 0), 0);
}
