// SPDX-License-Identifier: Apache-2.0
import { matcher } from '@assay/core/testing';
import fc from 'fast-check';
import { MAX_STEPS } from './assemble.ts';
import { compilePattern } from './compile.ts';

function matches(pattern: string, text: string): boolean {
  const compiled = compilePattern(pattern);
  if ('error' in compiled) throw new Error(compiled.error);
  return matcher(compiled.program)(text);
}

describe('what a pattern matches', () => {
  test.each<readonly [pattern: string, yes: readonly string[], no: readonly string[]]>([
    ['', ['', 'x'], []],
    ['bc', ['abcd', 'bc'], ['', 'b', 'b c']],
    ['gr(a|e)y', ['grey', 'a gray b'], ['groy', 'gry']],
    ['^ab|cd$', ['abx', 'xcd'], ['xab', 'cdx']],
    ['a*', ['', 'b'], []],
    ['^a+$', ['a', 'aaa'], ['', 'ab', 'a\n']],
    ['^a?b$', ['b', 'ab'], ['aab']],
    ['^a{2}$', ['aa'], ['a', 'aaa']],
    ['^a{2,}$', ['aa', 'aaaa'], ['a']],
    ['^a{1,3}$', ['a', 'aaa'], ['', 'aaaa']],
    ['^a{0}$', [''], ['a']],
    ['^a{,3}$', ['a{,3}'], ['aa']],
    ['^a{x}$', ['a{x}'], ['a']],
    ['^a{01}$', ['a{01}'], ['a']],
    ['^(a*?b+?)+$', ['b', 'aabab'], ['a', '']],
    ['^(a*)*$', ['', 'aaa'], ['b']],
    ['^(|a)+$', ['', 'aa'], ['b']],
    ['^(?:ab){2}$', ['abab'], ['ab', 'ababab']],
    ['^(?P<x>a)(?<y>b)$', ['ab'], ['a']],
    ['^.$', ['a', '😀', '\r'], ['', '\n', 'ab']],
    ['(?s)^.$', ['\n'], ['']],
    ['^[a-cx]$', ['a', 'b', 'c', 'x'], ['d', 'A']],
    ['^[^a-c]$', ['d', '\n', '😀'], ['a']],
    ['^[]a]$', [']', 'a'], ['b']],
    ['^[^]a]$', ['b'], [']', 'a']],
    ['^[a-]$', ['a', '-'], ['b']],
    ['^[-a]$', ['a', '-'], ['b']],
    ['^[a\\-c]$', ['a', '-', 'c'], ['b']],
    ['^[\\d_-]$', ['1', '_', '-'], ['a']],
    ['^[[:alpha:][:digit:]]$', ['a', 'Z', '1'], ['_', 'é']],
    ['^[[:^alpha:]]$', ['1'], ['a']],
    ['^[😀-😂]$', ['😁'], ['😃']],
    ['^\\d\\D\\s\\S\\w\\W$', ['1a b_-', '1a\tb_\n'], ['1a\vb_-', '11 b_-']],
    ['^\\x41\\x{1F600}\\101\\n\\t\\.\\-\\_$', ['A😀A\n\t.-_'], ['A']],
    ['^\\Qa.b*\\E+$', ['a.b*', 'a.b***'], ['axb*', 'a.b*a.b*']],
    ['^\\Qa\\', ['a\\'], ['a']],
    ['\\Aab\\z', ['ab'], ['ab\n', 'xab']],
    ['(?m)^b$', ['b', 'a\nb\nc', 'a\nb'], ['ab', 'b\r\n']],
    ['(?m)\\Ab\\z', ['b'], ['a\nb']],
    ['\\bfoo\\b', ['foo', 'a foo.', 'é foo'], ['foox', 'food', 'a_foo']],
    ['\\Bfoo\\B', ['xfoox'], ['foo', 'xfoo']],
    ['^\\b$', [], ['', 'a']],
    ['a$|b', ['ba', 'b', 'xa'], ['ac']],
    ['(?i)straße', ['STRAßE', 'Straẞe'], ['STRASSE']],
    ['^(?i)k$', ['k', 'K', '\u212a'], ['c']],
    ['^(?i:k)k$', ['Kk', '\u212ak'], ['kK']],
    ['^(?i)a(?-i)b$', ['Ab', 'ab'], ['AB']],
    ['^((?i)a)b$', ['Ab'], ['AB']],
    ['^(?i)[^k]$', ['c'], ['k', 'K', '\u212a']],
    ['^(?i)\\W$', ['-'], ['k', '\u212a', '\u017f']],
    ['^(?i)[α-γ]$', ['Β', 'β'], ['Δ']],
    ['(?i)ı', ['ı'], ['i', 'I']],
    ['^\\p{Greek}+$', ['αΩ'], ['a', '']],
    ['^\\P{Greek}$', ['a'], ['α']],
    ['^\\p{^Greek}$', ['a'], ['α']],
    ['^\\P{^Greek}$', ['α'], ['a']],
    ['^\\pL\\p{Lu}\\pN$', ['éÉ٣'], ['éé3', '3É3']],
    ['^[\\p{Lu}\\P{L}]$', ['A', '1'], ['a']],
    ['^\\p{Any}$', ['\n', '😀'], ['']],
    ['^(a|b|[c-e]|)+x$', ['abex', 'x'], ['abf']],
  ])('%j', (pattern, yes, no) => {
    expect([...yes, ...no].filter((text) => matches(pattern, text))).toEqual(yes);
  });

  test('is the same program each time, whatever was matched with it', () => {
    const pattern = '(?i)^\\p{L}+[^\\s]{2,5}\\b';
    expect(compilePattern(pattern)).toEqual(compilePattern(pattern));
  });

  test('counts characters above U+FFFF as one', () => {
    expect(matches('^.{3}$', '😀a😀')).toBe(true);
    expect(matches('😀{2}', '😀😀')).toBe(true);
  });
});

describe('what is no pattern', () => {
  test.each<readonly [pattern: string, error: string, at: number]>([
    ['a(b', '`(` is never closed', 1],
    ['ab)', '`)` closes nothing', 2],
    ['a[b', '`[` is never closed', 1],
    ['a[', '`[` is never closed', 1],
    ['[a-', '`[` is never closed', 0],
    ['*a', 'nothing for `*` to repeat', 0],
    ['a|+', 'nothing for `+` to repeat', 2],
    ['({2})', 'nothing for `{2}` to repeat', 1],
    ['(?i)*', 'nothing for `*` to repeat', 4],
    ['a**', '`*` after `a*`, which repeats already', 2],
    ['a{2}{3}', '`{3}` after `a{2}`, which repeats already', 4],
    ['ab+*c', '`*` after `b+`, which repeats already', 3],
    ['x{1001}', '`{1001}` repeats more than 1000 times', 1],
    ['x{2,1}', '`{2,1}` ends before it begins', 1],
    ['[b-a]', '`b-a` is a range that ends before it begins', 1],
    ['a\\', 'a backslash at the end', 1],
    ['[\\', 'a backslash at the end', 1],
    ['😀\\1', 'unknown escape `\\1`', 2],
    ['\\8', 'unknown escape `\\8`', 0],
    ['\\Z', 'unknown escape `\\Z`', 0],
    ['\\C', 'unknown escape `\\C`', 0],
    ['\\é', 'unknown escape `\\é`', 0],
    ['[\\b]', 'unknown escape `\\b`', 1],
    ['[a-\\d]', 'unknown escape `\\d`', 3],
    ['\\x{110000}', 'no character `\\x{110000}`', 0],
    ['\\xg', 'unknown escape `\\x`', 0],
    ['\\p{Klingon}', 'unknown character class `\\p{Klingon}`', 0],
    ['\\p{constructor}', 'unknown character class `\\p{constructor}`', 0],
    ['\\pX', 'unknown character class `\\pX`', 0],
    ['\\p{Gre', 'unknown escape `\\p`', 0],
    ['[[:foo:]]', 'unknown character class `[:foo:]`', 1],
    ['a(?=b)', 'RE2 has no group `(?=`', 1],
    ['a(?!b)', 'RE2 has no group `(?!`', 1],
    ['(?<=a)b', 'RE2 has no group `(?<=`', 0],
    ['(?x)a', 'RE2 has no group `(?x`', 0],
    ['(?P>a)', 'RE2 has no group `(?P>`', 0],
    ['(?', 'RE2 has no group `(?`', 0],
    ['(?P<a>b)(?P<a>c)', 'a second group named `a`', 8],
    [`${'('.repeat(101)}${')'.repeat(101)}`, 'groups are nested too deep', 101],
    ['a'.repeat(4_097), 'it has more than 4096 characters', 0],
    ['(a{100}){100}', `it is too large: more than ${MAX_STEPS} steps, repetitions written out`, 0],
    ['(((a{1000}){1000}){1000}){1000}', `it is too large: more than ${MAX_STEPS} steps, repetitions written out`, 0],
  ])('%j: %s', (pattern, error, at) => {
    expect(compilePattern(pattern)).toEqual({ error, at });
  });

  test('is told in time linear in it, and never thrown', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'b',
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
        '*',
        '+',
        '?',
        '|',
        '\\',
        '^',
        '$',
        '.',
        '-',
        ':',
        ',',
        '<',
        '>',
        '=',
      ],
      ...[
        '(?',
        '(?i)',
        '(?P<n>',
        '[^',
        '[[:',
        '\\p{',
        '\\Q',
        '\\E',
        '{1000}',
        '{2,',
        'é',
        '😀',
        '\\d',
        '\\b',
        '\ud800',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const pattern = pieces.join('');
        const compiled = compilePattern(pattern);
        if ('error' in compiled) expect(compiled.at).toBeLessThanOrEqual(pattern.length);
        else expect(compiled.program.length).toBeLessThanOrEqual(32_768);
      }),
      { numRuns: 300 },
    );
  });

  test('repetitions of nothing are nothing, however many', () => {
    expect(matches('^((((){1000}){1000}){1000}){1000}$', '')).toBe(true);
    expect(matches('^(((a?){0}){1000}){1000}$', '')).toBe(true);
  });
});

describe('time', () => {
  // each takes a backtracking matcher longer than the age of the universe: that it comes to an answer at all is what is tested
  test.each([
    ['(a+)+$', false],
    ['(a|a)*$', true],
    ['(a*)*b', false],
    ['(.*)*=(.*)*;', false],
    ['(a?){100}a{100}$', false],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', false],
    ['(x+x+)+y', false],
  ])('of %s over 64 kB comes to an end', (pattern, found) => {
    expect(matches(pattern, `${'a'.repeat(65_535)}!`)).toBe(found);
  });

  test('comes to an end even where no state comes twice', () => {
    let seed = 1;
    const text = Array.from({ length: 65_536 }, () => ((seed = (seed * 48_271) % 2_147_483_647) & 1 ? 'a' : 'b')).join(
      '',
    );
    expect(matches('[ab]*a[ab]{500}c', text)).toBe(false);
  }, 60_000);

  test('a pattern of 1000 optional parts is within the limit of steps', () => {
    const compiled = compilePattern('^[a-z]{0,1000}$');
    expect(compiled).toHaveProperty('program');
    expect(matches('^[a-z]{0,1000}$', 'a'.repeat(1_000))).toBe(true);
    expect(matches('^[a-z]{0,1000}$', 'a'.repeat(1_001))).toBe(false);
  });
});
