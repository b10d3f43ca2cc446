// SPDX-License-Identifier: Apache-2.0
import { matcher } from '@assay/core/testing';
import { RE2JS } from '@bufbuild/re2';
import fc from 'fast-check';
import { compilePattern } from './compile.ts';

// Random patterns over random texts, against two matchers nobody here wrote: one of RE2 in JavaScript, and the engine's own.

const atom = fc.constantFrom(
  ...[
    'a',
    'b',
    'c',
    'é',
    '😀',
    '\\n',
    '.',
    '[ab]',
    '[^a]',
    '[a-c]',
    '[^b-é]',
    '\\d',
    '\\w',
    '\\W',
    '\\s',
    '\\S',
    '\\x61',
  ],
  ...['^', '$', '\\b', '\\B', '(?:)', '\\pL', '\\p{Lu}', '\\P{Greek}', '[\\w-]', '[[:upper:]1]', 'K', 'ſ', '\\Qa.\\E'],
);
const repeat = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,3}', '{0,2}', '{2,}', '*?', '+?', '??', '{1,2}?');

const { pattern } = fc.letrec<{ pattern: string; sequence: string; item: string; group: string }>((tie) => ({
  pattern: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((branches) => branches.join('|')),
  sequence: fc.array(tie('item'), { maxLength: 4 }).map((items) => items.join('')),
  item: fc
    .tuple(fc.oneof({ maxDepth: 3 }, { weight: 4, arbitrary: atom }, tie('group')), repeat)
    .map((parts) => parts.join('')),
  group: fc
    .tuple(fc.constantFrom('(', '(?:', '(?i:', '(?m:', '(?s:', '(?i-s:'), tie('pattern'))
    .map(([open, inner]) => `${open}${inner})`),
}));
const flags = fc.constantFrom('', '', '(?i)', '(?m)', '(?s)', '(?ims)');
const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', 'K', 'k', 's', 'A', 'é', '😀', '\n', ' ', '-', '_', '1', 'α'),
  maxLength: 10,
});

const program = (source: string): string => {
  const compiled = compilePattern(source);
  return 'error' in compiled ? `${source}: ${compiled.error}` : compiled.program;
};

test('matches what RE2 matches', () => {
  fc.assert(
    fc.property(flags, pattern, fc.array(text, { minLength: 1, maxLength: 6 }), (set, source, texts) => {
      const match = matcher(program(set + source));
      const re2 = RE2JS.compile(set + source);
      for (const each of texts) expect([source, each, match(each)]).toEqual([source, each, re2.test(each)]);
    }),
    { numRuns: 500 },
  );
});

test('matches what the engine matches, where both have the same syntax', () => {
  const plain = fc.constantFrom(
    'a',
    'b',
    'c',
    'é',
    '😀',
    '[ab]',
    '[^a]',
    '\\d',
    '\\w',
    '\\W',
    '\\b',
    '^',
    '$',
    '(?:)',
    '\\p{L}',
    '[^\\n]',
  );
  const item = fc.tuple(plain, fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}')).filter(
    // the engine repeats no places
    ([one, times]) => times === '' || !/^(\^|\$|\\b)$/.test(one),
  );
  const sequence = fc.array(item, { maxLength: 4 }).map((items) => items.flat().join(''));
  const source = fc
    .array(sequence, { minLength: 1, maxLength: 3 })
    .map((parts) => `(${parts.join('|')})*x?(${parts.join('|')})`);
  fc.assert(
    fc.property(source, fc.array(text, { minLength: 1, maxLength: 6 }), (one, texts) => {
      const match = matcher(program(one));
      const engine = new RegExp(one, 'u');
      for (const each of texts) expect([one, each, match(each)]).toEqual([one, each, engine.test(each)]);
    }),
    { numRuns: 500 },
  );
});

/** RE2 lets what repeats stand behind flags, `a(?i)*`, and this one of its translations takes no brace that stands for itself before it. */
const isDisputed = (source: string): boolean => /(\(\?[imsU-]*\)|\\Q\\E|\{)[*+?{]/.test(source);

test('takes for a pattern what RE2 takes for one', () => {
  const piece = fc.constantFrom(
    ...['a', 'b', '(', ')', '[', ']', '{', '}', '*', '+', '?', '|', '\\', '^', '$', '.', '-', ':', ',', '0', '1', '7'],
    ...[
      '(?:',
      '(?i)',
      '(?m-s:',
      '(?P<n>',
      '[^',
      '[[:alpha:]',
      '\\pN',
      '\\Q',
      '\\E',
      '{2}',
      '{1,',
      'é',
      '\\d',
      '\\b',
      '\\x',
      '\\x41',
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.array(text, { maxLength: 3 }), (pieces, texts) => {
      const source = pieces.join('');
      fc.pre(!isDisputed(source));
      const compiled = compilePattern(source);
      let re2: RE2JS | undefined;
      try {
        re2 = RE2JS.compile(source);
      } catch {
        re2 = undefined;
      }
      expect([source, 'program' in compiled]).toEqual([source, re2 !== undefined]);
      if ('program' in compiled && re2) {
        const match = matcher(compiled.program);
        for (const each of [...texts, '', 'ab', 'a{2}'])
          expect([source, each, match(each)]).toEqual([source, each, re2.test(each)]);
      }
    }),
    { numRuns: 1_000 },
  );
});
