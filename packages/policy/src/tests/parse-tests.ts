// SPDX-License-Identifier: Apache-2.0
import type { Diagnostic, Span } from '../diagnostic.ts';
import { lineIndex, positionOf } from '../diagnostics/line-index.ts';
import { quote } from '../diagnostics/quote.ts';
import { createReport, type Report } from '../diagnostics/report.ts';
import { readShape } from '../document/read-shape.ts';
import type { Fields } from '../document/shape-record.ts';
import { expandTest } from './expand-test.ts';
import { readFixtures } from './file-fixtures.ts';
import type { TestFile } from './test-case.ts';
import type { TestContext } from './test-context.ts';
import { testFileShape, type TestFields } from './test-file-shape.ts';

/** What was read of a file of tests. */
export interface ParsedTests {
  /** Undefined when the file holds no map. */
  readonly tests?: TestFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** How files of tests are called. */
export const TEST_FILE: RegExp = /\.test\.ya?ml$/;

/** Reads a file of tests: its text, its shape, and every case with its fixtures. Never throws; reports every mistake. */
export function parseTests(file: string, text: string, context: TestContext): ParsedTests {
  const { diagnostics, report } = createReport();
  const read = readShape(file, text, testFileShape, report);
  if (read === undefined) return { diagnostics };
  const { description, trigger, tests = [] } = read.fields;
  const fixtures = readFixtures(read.fields, context, report);
  reportDuplicates(tests, text, report);
  return {
    diagnostics,
    tests: {
      file,
      text,
      ...(description && { description: description.value }),
      trigger: {
        name: fixtures.defaults.trigger,
        starts: trigger?.fields.starts?.map(({ value }) => value) ?? [],
      },
      tests: tests.map((test) => ({
        name: test.fields.test?.value ?? '',
        span: test.at,
        cases: expandTest(test, fixtures, report),
      })),
    },
  };
}

function reportDuplicates(tests: readonly Fields<TestFields>[], text: string, report: Report): void {
  const index = lineIndex(text);
  const first = new Map<string, Span>();
  for (const { fields } of tests) {
    if (fields.test === undefined) continue;
    const { value, span } = fields.test;
    const before = first.get(value);
    if (before === undefined) {
      first.set(value, span);
      continue;
    }
    const { line, column } = positionOf(index, before.start);
    report('duplicate-test', span, `a second test ${quote(value)} in this file`, `the first is at ${line}:${column}`);
  }
}
