// SPDX-License-Identifier: Apache-2.0
import type { Span } from '../diagnostic.ts';
import type { Report } from '../diagnostics/report.ts';
import type { Fields } from '../document/shape-record.ts';
import { combine, nameOf, type Combination } from './combinations.ts';
import type { ExpectationFields } from './expectation-shape.ts';
import type { FileFixtures } from './file-fixtures.ts';
import { reportUnknown } from './read-answers.ts';
import { readExpectation, readsInputs } from './read-expectation.ts';
import { readPair } from './read-pair.ts';
import type { Expected, TestCase } from './test-case.ts';
import type { TestFields } from './test-file-shape.ts';

type Expectation = Fields<ExpectationFields>;

/** The cases of one test, in the order of its fixtures. */
export function expandTest(test: Fields<TestFields>, file: FileFixtures, report: Report): readonly TestCase[] {
  const { fields, keys, at, incomplete } = test;
  const combinations = combine(fields, file, at, report);
  // what is wrong with the fixtures was told, and nothing can be said of what has to come of them
  if (combinations.length === 0) return [];
  if (keys.has('after') || keys.has('differs') || keys.has('before')) {
    const place = keys.get('expect');
    if (place !== undefined) report('misplaced-key', place, '`expect` has no meaning beside `after` and `differs`');
    return readPair(test, combinations, file, report);
  }
  if (fields.expect === undefined) {
    if (!keys.has('expect') && !incomplete)
      report('missing-key', at, 'the test expects nothing: expected `expect`, or `after` and `differs`');
    return [];
  }
  return isMatrix(fields.expect)
    ? matrix(fields.expect, combinations, file, at, report)
    : expectAll(fields.expect, combinations, file, report);
}

function isMatrix(expect: NonNullable<TestFields['expect']>): expect is readonly Expectation[] {
  return Array.isArray(expect);
}

function expectAll(
  expectation: Expectation,
  combinations: readonly Combination[],
  { context }: FileFixtures,
  report: Report,
): readonly TestCase[] {
  const expected = readExpectation(expectation, scopesOf(combinations), context, report);
  const named = nameOf(combinations);
  return combinations.map((combination) => caseOf(combination, named(combination), expected, expectation.at));
}

/** The first entry that is about a combination says what has to come of it. */
function matrix(
  entries: readonly Expectation[],
  combinations: readonly Combination[],
  { context }: FileFixtures,
  at: Span,
  report: Report,
): readonly TestCase[] {
  const isKnown = entries.map(({ fields }) => checkSelectors(fields, combinations, report));
  const chosen = combinations.map((combination) => entries.findIndex(({ fields }) => isAbout(fields, combination)));
  const read = entries.map((entry, i) => {
    const about = combinations.filter((_, j) => chosen[j] === i);
    if (about.length === 0 && isKnown[i])
      report('unused-expectation', entry.at, 'the expectation is about no case that is left by those before it');
    return readExpectation(entry, scopesOf(about.length > 0 ? about : combinations), context, report);
  });
  const named = nameOf(combinations);
  return combinations.map((combination, i) => {
    const entry = chosen[i] ?? -1;
    return caseOf(combination, named(combination), read[entry] ?? DENIED, entries[entry]?.at ?? at);
  });
}

/** What has to come of a combination no entry of a matrix is about. */
const DENIED: Expected = { outcome: 'deny', scopes: [] };

function caseOf({ inputs }: Combination, name: string, expected: Expected, span: Span): TestCase {
  const scopes = expected.scopes.filter((scope) => inputs.request.scopes.includes(scope));
  return { kind: 'expect', name, span, inputs, expected: { ...expected, scopes }, readsInputs: readsInputs(expected) };
}

function scopesOf(combinations: readonly Combination[]): ReadonlySet<string> {
  return new Set(combinations.flatMap(({ inputs }) => inputs.request.scopes));
}

const SELECTORS = ['subject', 'client', 'request'] as const;

function isAbout(fields: ExpectationFields, combination: Combination): boolean {
  return SELECTORS.every(
    (part) => fields[part] === undefined || fields[part].some(({ value }) => value === combination[part].name),
  );
}

/** Whether every name an entry is about is one of the test's. */
function checkSelectors(fields: ExpectationFields, combinations: readonly Combination[], report: Report): boolean {
  let isKnown = true;
  for (const part of SELECTORS) {
    const known = [...new Set(combinations.flatMap((combination) => combination[part].name ?? []))];
    for (const { value, span } of fields[part] ?? []) {
      if (known.includes(value)) continue;
      isKnown = false;
      reportUnknown(value, span, `${part} of this test`, known, report);
    }
  }
  return isKnown;
}
