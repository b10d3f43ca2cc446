// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { isScopeNameProblem, parseScopeName } from './scope-name.ts';

describe('the name of a scope', () => {
  test('says what its variables have to be', () => {
    expect(parseScopeName('{env:dev|prod}/{day:date}/{id:uuid}.{n:int}:{rest}')).toEqual({
      parts: ['', 'env', '/', 'day', '/', 'id', '.', 'n', ':', 'rest', ''],
      types: [['dev', 'prod'], 'date', 'uuid', 'int', null],
    });
  });

  test.each([
    ['a.{n:integer}', 'a variable is text, or `int`, `uuid`, `date`, or one of several values: `{env:dev|prod}`'],
    ['a.{n:itn}', 'did you mean `int`?'],
    ['a.{n:}', 'a variable is text, or `int`, `uuid`, `date`, or one of several values: `{env:dev|prod}`'],
    ['a.{n:x|}', 'the values of a variable are letters, digits, `-` and `_`'],
    ['a.{n:x|y|x}', 'the value `x` stands twice'],
    [`a.{n:${Array.from({ length: 65 }, (_, i) => i).join('|')}}`, 'a variable is one of at most 64 values'],
  ])('does not say of `%s` what nobody knows', (written, help) => {
    expect(parseScopeName(written)).toMatchObject({ code: 'invalid-scope-name', help });
  });

  test.each([
    ['payments:read', ['payments:read']],
    ['account.list.{account}', ['account.list.', 'account', '']],
    ['{tenant}:read', ['', 'tenant', ':read']],
    ['a/{b}/{c}.d', ['a/', 'b', '/', 'c', '.d']],
    ['https://graph.example/.default', ['https://graph.example/.default']],
  ])('`%s` has its parts', (written, parts) => {
    expect(parseScopeName(written)).toEqual({ parts, types: Array.from({ length: parts.length >> 1 }, () => null) });
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
