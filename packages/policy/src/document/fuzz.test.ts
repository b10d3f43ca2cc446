// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { DIAGNOSTICS } from '../diagnostic-codes.ts';
import { renderDiagnostics } from '../diagnostics/render.ts';
import { MISTAKES } from '../testing/mistakes.ts';
import { parsePolicy } from './parse-policy.ts';
import { parseProject } from './parse-project.ts';

const texts = MISTAKES.flatMap(({ files }) => Object.values(files)).filter((text) => text.length < 2000);
const marks = [
  '\n',
  ' ',
  '  ',
  '- ',
  ': ',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '|',
  '>',
  '!',
  '&',
  '*',
  '#',
  '%',
  '\t',
  '\\',
  ',',
  '?',
  '---',
  '\0',
  '\u202e',
  '\ud800',
  '😀',
];
const words = ['rule', 'permit', 'deny', 'scopes', '__proto__', 'null', 'true', '0s', '1e999', '<<', '.inf', '~'];

/** A text that nearly is a policy or a project: pieces cut out, doubled or replaced by others. */
const mutated = fc
  .tuple(
    fc.constantFrom(...texts),
    fc.array(
      fc.tuple(fc.nat(), fc.nat(30), fc.constantFrom(...marks, ...words, ...texts.map((text) => text.slice(0, 40)))),
      { maxLength: 6 },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((edited, [at, length, insert]) => {
      const place = at % (edited.length + 1);
      return edited.slice(0, place) + insert + edited.slice(place + length);
    }, text),
  );

const anything = fc.oneof(
  mutated,
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(fc.constantFrom(...marks, ...words), { maxLength: 60 }).map((parts) => parts.join('')),
);

describe('whatever the text is', () => {
  test('a policy is read, or each mistake has a code and a place in it', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { document, diagnostics } = parsePolicy('p.yaml', text);
        for (const { code, span } of diagnostics) {
          expect(Object.hasOwn(DIAGNOSTICS, code)).toBe(true);
          expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
        }
        expect(document !== undefined || diagnostics.length > 0).toBe(true);
        renderDiagnostics(diagnostics, new Map([['p.yaml', text]]));
      }),
      { numRuns: 1500 },
    );
  });

  test('a project is read, or has an error', () => {
    fc.assert(
      fc.property(anything, anything, (project, file) => {
        const { project: read, diagnostics } = parseProject((path) => (path === 'assay.yaml' ? project : file));
        expect(read !== undefined || diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    '[',
    '- ',
    '{a: ',
    '&a ',
    '*a ',
    'a: "',
    "'",
    '!',
    '? a\n: b\n',
    'a: b # c\n',
    'a: [b, {c: d}]\n- e\n',
    '---\n',
    ' ',
    '\n',
  ])('100,000 characters of %j are read to an end, and refused', (part) => {
    const { diagnostics } = parsePolicy('p.yaml', part.repeat(100_000 / part.length));
    expect(diagnostics).not.toEqual([]);
  });
});
