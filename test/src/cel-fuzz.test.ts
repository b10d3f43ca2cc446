// SPDX-License-Identifier: Apache-2.0
// The front end under any text: expressions of the specification's suites with pieces cut out, doubled and replaced, deep ones, long ones, odd ones.
import { EVAL_ERROR, evaluate } from '@assay/core/testing';
import { DIAGNOSTICS } from '@assay/policy';
import { checkExpression, compileExpression, parseExpression, type Scope } from '@assay/policy/language';
import fc from 'fast-check';
import { allTests } from '../conformance/tests.ts';
import { INPUTS } from './cel/inputs.ts';

/** The same few every time; with `ASSAY_RUNS` as many others as it says. */
const RUNS = Number(process.env['ASSAY_RUNS'] ?? 1500);
const SEED = process.env['ASSAY_RUNS'] === undefined ? { seed: 20_261_121 } : {};
/** No text takes longer, on a machine that does other things besides. */
const MOST_MS = 2000;
/** What nobody sees does not stand in a message. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const scope: Scope = {
  inputs: new Map(Object.entries(INPUTS).map(([name, type]) => [name, { root: 'bound' as const, path: [name], type }])),
  variables: new Map(),
};

type Fate = 'unread' | 'mistaken' | 'error' | 'value';

/** What becomes of a text. Whatever it is nothing is thrown, and each mistake has a code, a place in the text, and a line that says it. */
function fateOf(text: string): Fate {
  const start = performance.now();
  const fate = followed(text);
  expect(performance.now() - start).toBeLessThan(MOST_MS);
  return fate;
}

function followed(text: string): Fate {
  const parsed = parseExpression(text);
  if ('finding' in parsed) {
    expectFinding(text, parsed.finding.code, parsed.finding, parsed.finding.message);
    return 'unread';
  }
  let mistakes = 0;
  const typed = checkExpression(parsed.ast, scope, (code, range, message, help = '') => {
    mistakes++;
    expectFinding(text, code, range, message);
    expect(help).not.toMatch(INVISIBLE);
  });
  if (mistakes > 0) return 'mistaken';
  const { ir, ...pools } = compileExpression(typed);
  expect(JSON.stringify(ir).length).toBeLessThan(200_000);
  return evaluate(ir, pools, { s: {} }) === EVAL_ERROR ? 'error' : 'value';
}

function expectFinding(
  text: string,
  code: string,
  { start, end }: { readonly start: number; readonly end: number },
  message: string,
): void {
  expect(Object.hasOwn(DIAGNOSTICS, code)).toBe(true);
  expect(0 <= start && start <= end && end <= text.length).toBe(true);
  expect(message).toMatch(/^[^\n]*[^\n.]$/u);
  expect(message).not.toMatch(INVISIBLE);
  // what is quoted is the text's own
  expect(message.replace(/`[^`]*`/g, '')).not.toMatch(/undefined|\[object|NaN/);
}

const seeds = [...new Set(allTests().map(({ original }) => original.expr))].filter((text) => text.length < 400);
const pieces =
  '( ) [ ] { } . , : ? ! - + * / % < > = == && || in has( .all( .map(x, .?a [?0] ?a optional.none() s s.t s.any dyn( x 0 1u 0x 9223372036854775808 1e999 .5 "" \' """ r" b" \\ \\u \\U00110000 \\x \\777 // /* null true __proto__ constructor google.protobuf.Timestamp cel.bind( matches(" \u00e9 \u202e \u200b \ud800 \u{1f600} \0 \ufeff \u2028 \uff08'.split(
    ' ',
  );
const mutated = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(fc.tuple(fc.nat(), fc.nat(12), fc.constantFrom(...pieces, ...seeds)), { maxLength: 4 }),
  )
  .map(([text, edits]) =>
    edits.reduce((edited, [at, length, insert]) => {
      const place = at % (edited.length + 1);
      return edited.slice(0, place) + insert + edited.slice(place + length);
    }, text),
  );
const texts = fc.oneof(
  { weight: 3, arbitrary: mutated },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')) },
);

describe('whatever the text of an expression is', () => {
  test('it is read, checked, compiled and evaluated, or has mistakes with codes and places', () => {
    const seen: Record<Fate, number> = { unread: 0, mistaken: 0, error: 0, value: 0 };
    fc.assert(
      fc.property(texts, (text) => void seen[fateOf(text)]++),
      { numRuns: RUNS, ...SEED },
    );
    if (process.env['ASSAY_TIMINGS']) process.stdout.write(`${JSON.stringify(seen)}\n`);
    for (const fate of ['unread', 'mistaken', 'value'] as const) expect([fate, seen[fate]]).not.toEqual([fate, 0]);
  });

  test('every expression of the specification is', () => {
    for (const text of seeds) fateOf(text);
  });

  const nested = (open: string, inner: string, close: string, times: number): string =>
    open.repeat(times) + inner + close.repeat(times);

  test.each<readonly [string, (times: number) => string]>([
    ['parentheses', (times) => nested('(', '1', ')', times)],
    ['lists', (times) => nested('[', '1', ']', times)],
    ['maps', (times) => nested('{1: ', '1', '}', times)],
    ['negations', (times) => nested('!', 'true', '', times)],
    ['minus signs', (times) => nested('-', '1', '', times)],
    ['conditionals', (times) => nested('true ? 1 : ', '1', '', times)],
    ['conditionals to the left', (times) => nested('true ? ', '1', ' : 2', times)],
    ['calls', (times) => nested('dyn(', '1', ')', times)],
    ['macros', (times) => nested('[1].map(x, ', 'x', ')[0]', times)],
    ['macros over themselves', (times) => nested('', '[1]', '.map(x, x + 1)', times)],
    ['macros of two variables', (times) => nested('', '[1]', '.transformList(i, v, i + v)', times)],
    ['macros of keys', (times) => nested('', '[2, 1]', '.sortBy(x, -x)', times)],
    ['bindings', (times) => nested('cel.bind(x, 1, ', 'x', ')', times)],
    ['bindings of bindings', (times) => nested('cel.bind(x, ', '1', ', x + x)', times)],
    ['optional macros', (times) => nested('', 'optional.of(1)', '.optMap(x, x + 1)', times)],
    ['extremes', (times) => nested('math.greatest(1, ', '2', ')', times)],
    ['members', (times) => nested('', 's.any', '.a', times)],
    ['indexes', (times) => nested('', 's.any', '[0]', times)],
    ['optional members', (times) => nested('', 's.any', '.?a', times)],
    ['sums', (times) => nested('', '1', ' + 1', times)],
    ['ands', (times) => nested('', 'true', ' && true', times)],
    ['comparisons', (times) => nested('', '1', ' == 1', times)],
    ['items', (times) => `[${'1, '.repeat(times)}1]`],
    ['entries', (times) => `{${Array.from({ length: times }, (_, i) => `${i}: 1`).join(', ')}}`],
    ['digits', (times) => '9'.repeat(times)],
    ['decimals', (times) => `0.${'9'.repeat(times)}`],
    ['exponents', (times) => `1e${'9'.repeat(times)}`],
    ['hexadecimal digits', (times) => `0x${'f'.repeat(times)}u`],
    ['letters', (times) => 'a'.repeat(times)],
    ['characters of a text', (times) => `"${'\u{1f600}'.repeat(times)}"`],
    ['escapes', (times) => `"${'\\u0041'.repeat(times)}"`],
    ['quotes', (times) => '"'.repeat(times)],
    ['spaces', (times) => `${' '.repeat(times)}1`],
    ['comments', (times) => `${'//\n'.repeat(times)}1`],
    ['groups of a pattern', (times) => `"a".matches("${'('.repeat(times)}${')'.repeat(times)}")`],
    ['formats', (times) => `"${'%s'.repeat(times)}".format([1])`],
  ])('%s, one to 100,000 of them', (_, text) => {
    for (const times of [1, 8, 24, 31, 32, 33, 63, 64, 65, 200, 1000, 5000, 100_000]) fateOf(text(times));
  });

  test.each([
    '\u202e1 + 1',
    's.\u200bflag',
    '"\u202e" == s.t',
    '\uff53.flag',
    's.fl\u0430g',
    '\ufeff1',
    '1\u00a0+ 1',
    '1\u2028+ 1',
    "'\ud800'",
    '\u{e0041}',
    's.flag // \u2066 || true',
  ])('what looks like something else is refused, or shown as what it is: %j', (text) => {
    fateOf(text);
  });
});
