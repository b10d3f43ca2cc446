// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { FIXTURES, tested } from '../testing/tested.ts';
import { parseTests } from './parse-tests.ts';
import { testContextOf } from './test-context.ts';

const context = testContextOf(tested(`${FIXTURES}tests: [{ test: t, expect: {} }]\n`).project);
const codes = (text: string): readonly string[] =>
  parseTests('a.test.yaml', text, context).diagnostics.map(({ code }) => code);

test('one mistake of a fixture is told once, and nothing that follows from it', () => {
  expect(
    codes(
      `${FIXTURES}tests: [{ test: t, subject: smm, request: both, expect: [{ subject: sam, scopes: [nothing] }] }]\n`,
    ),
  ).toEqual(['unknown-name']);
});

test('a matrix has its bound', () => {
  const many = Array.from({ length: 110 }, (_, i) => `n${i}`);
  const fixtures = `fixtures: { subjects: { ${many.map((name) => `${name}: {}`).join(', ')} }, clients: { ${many.map((name) => `${name}: {}`).join(', ')} } }\n`;
  expect(
    codes(
      `${fixtures}tests: [{ test: t, subject: [${many.join()}], client: [${many.join()}], expect: { outcome: deny } }]\n`,
    ),
  ).toEqual(['limit-exceeded']);
});

test('whatever a file holds is read or told, and nothing is thrown', () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('sam', 'both', 'nothing', 'deny', '__proto__', '1', 'sources.iga', 'now', ''),
      fc.integer(),
      fc.constant(null),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          'test',
          'tests',
          'fixtures',
          'subject',
          'request',
          'expect',
          'scopes',
          'after',
          'before',
          'differs',
          'sources',
          'subjects',
          'iga',
          'claims',
          'access_token',
          'now',
          'record',
          'toString',
        ),
        tie('any'),
        { maxKeys: 5 },
      ),
    ),
  })).any;
  fc.assert(
    fc.property(value, value, (tests, rest) => {
      for (const text of [
        JSON.stringify({ tests }),
        JSON.stringify({ tests: [{ test: 't', ...Object(rest) }] }),
        `${FIXTURES}tests: ${JSON.stringify([rest])}\n`,
      ]) {
        const { tests: read, diagnostics } = parseTests('a.test.yaml', text, context);
        expect(read !== undefined || diagnostics.length > 0).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test.each([
  '',
  '[',
  '[]',
  '1',
  'tests: []',
  'tests: [[]]',
  '\ufefftests: 1',
  'a: &a [*a]',
  'tests: [{ test: t, expect: { record: { a: 1e400 } } }]',
])('a file that is %j has a mistake', (text) => {
  expect(codes(text)).not.toEqual([]);
});
