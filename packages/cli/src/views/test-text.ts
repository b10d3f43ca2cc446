// SPDX-License-Identifier: Apache-2.0
import type { CaseResult } from '@assay/policy';
import type { Account } from '../explanation.ts';
import { printable } from '../printable.ts';
import type { Paint } from '../session.ts';
import type { FileResult, TestRun } from '../test/test-run.ts';
import { accountText } from './account-text.ts';
import { mismatchLines } from './mismatch-text.ts';

export interface TestTextOptions {
  readonly paint: Paint;
  /** The path to show for a file of the project. */
  readonly pathOf: (file: string) => string;
  readonly explanations: ReadonlyMap<CaseResult, Account>;
}

/** A run as a tree: files, tests, and of those that failed each case with what differs, and why it was decided so. */
export function testText(run: TestRun, options: TestTextOptions): string {
  const files = run.files.filter(({ results }) => results.length > 0);
  return [...files.flatMap((file) => [...fileLines(file, options), '']), summaryLine(run, options), ''].join('\n');
}

function fileLines({ file, results }: FileResult, options: TestTextOptions): readonly string[] {
  const { paint, pathOf } = options;
  const tests = [...new Set(results.map(({ test }) => test))];
  return [
    paint.bold(printable(pathOf(file.file))),
    ...tests.flatMap((test) =>
      testLines(
        test.name,
        results.filter((result) => result.test === test),
        options,
      ),
    ),
  ];
}

function testLines(name: string, results: readonly CaseResult[], options: TestTextOptions): readonly string[] {
  const { paint } = options;
  const failed = results.filter(({ mismatches }) => mismatches.length > 0);
  const count = results.length === 1 ? '' : paint.dim(` (${results.length} cases)`);
  if (failed.length === 0) return [`  ${paint.green('ok  ')}  ${printable(name)}${count}`];
  return [
    `  ${paint.red('FAIL')}  ${printable(name)}${count}`,
    ...failed.flatMap((result) => caseLines(result, options)),
  ];
}

function caseLines(result: CaseResult, { paint, explanations }: TestTextOptions): readonly string[] {
  const account = explanations.get(result);
  const { name } = result.case;
  const why = account ? ['', ...accountText(account, paint).trimEnd().split('\n')] : [];
  return [
    ...(name === '' ? [] : [`        ${paint.bold(printable(name))}`]),
    ...[...mismatchLines(result.mismatches, paint), ...why].map((line) => (line === '' ? '' : `          ${line}`)),
    '',
  ];
}

function summaryLine({ passed, failed, skipped, elapsed, files }: TestRun, { paint }: TestTextOptions): string {
  const tests = files.reduce((sum, { file }) => sum + file.tests.length, 0);
  const parts = [
    ...(failed > 0 ? [paint.red(`${failed} failed`)] : []),
    ...(passed > 0 || failed === 0 ? [paint.green(`${passed} passed`)] : []),
    ...(skipped > 0 ? [paint.yellow(`${skipped} not run`)] : []),
  ];
  const all = passed + failed + skipped;
  return `${parts.join(', ')} of ${counted(all, 'case')} in ${counted(tests, 'test')} ${paint.dim(`(${Math.round(elapsed)} ms)`)}`;
}

/** `1 case`, `2 cases`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
