// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { isScopeNameProblem, parseScopeName } from './scope-name.ts';

describe('the name of a scope', () => {
  test.each([
    ['payments:read', ['payments:read']],
    ['account.list.{account}', ['account.list.', 'account', '']],
    ['{tenant}:read', ['', 'tenant', ':read']],
    ['a/{b}/{c}.d', ['a/', 'b', '/', 'c', '.d']],
    ['https://graph.example/.default', ['https://graph.example/.default']],
  ])('`%s` has its parts', (written, parts) => {
    expect(parseScopeName(written)).toEqual({ parts });
  });

  test.each([
    ['issue:access_token:password', 'reserved-scope-name'],
    ['', 'invalid-scope-name'],
    ['a b', 'invalid-scope-name'],
    ['a"b', 'invalid-scope-name'],
    ['a\\b', 'invalid-scope-name'],
    ['é', 'invalid-scope-name'],
    ['{a}', 'invalid-scope-name'],
    ['{a}b', 'invalid-scope-name'],
    ['x{a}{b}', 'invalid-scope-name'],
    ['x{a', 'invalid-scope-name'],
    ['x}a{', 'invalid-scope-name'],
    ['x.{a{b}}', 'invalid-scope-name'],
    ['x.{}', 'invalid-name'],
    ['x.{a-b}', 'invalid-name'],
    ['x.{in}', 'invalid-name'],
    ['x.{subject}', 'reserved-name'],
    ['x.{a}.{a}', 'reserved-name'],
    [`x${'.{a}'.repeat(9)}`, 'invalid-scope-name'],
    ['a'.repeat(257), 'invalid-scope-name'],
  ])('cannot be `%s`: %s', (written, code) => {
    const read = parseScopeName(written);
    expect(isScopeNameProblem(read) ? read.code : read).toBe(code);
  });

  test('is what its parts put together again, or a problem', () => {
    const texts = fc.array(fc.constantFrom('a', '.', ':', '/', '{', '}', '{b}', ' ', 'issue:', '*'), { maxLength: 12 });
    fc.assert(
      fc.property(texts, (parts) => {
        const written = parts.join('');
        const read = parseScopeName(written);
        if (isScopeNameProblem(read)) return;
        expect(read.parts.map((part, index) => (index % 2 === 1 ? `{${part}}` : part)).join('')).toBe(written);
      }),
    );
  });
});
