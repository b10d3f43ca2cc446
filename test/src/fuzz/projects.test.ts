// SPDX-License-Identifier: Apache-2.0
// Whatever a project says: it compiles to a table that opens, or every mistake has a code and a place, and can be drawn. Nothing else is thrown.
import { DIAGNOSTICS, hasErrors, renderDiagnostics, toJsonDiagnostics } from '@assay/policy';
import { createTablePdp, openTable } from '@assay/core/pdp';
import { fuzzRuns } from '@assay/core/testing';
import fc from 'fast-check';
import { sha256 } from '../vectors/sha256.ts';
import { compileTexts, PROJECTS, type Texts } from './corpus.ts';
import { conditions, grammatical, LARGE, tokens } from './expressions.ts';

const INVISIBLE = /[\p{Cf}\p{Co}\p{Cs}\u2028\u2029]|[^\P{Cc}\n]/u;

/** Compiles the project, and checks whatever comes of it. */
function holds(texts: Texts): boolean {
  const { diagnostics, files, compiled } = compileTexts(texts);
  for (const { code, span } of diagnostics) {
    expect(Object.hasOwn(DIAGNOSTICS, code)).toBe(true);
    const { length } = files.get(span.file) ?? '';
    expect(0 <= span.start && span.start <= span.end && span.end <= length).toBe(true);
  }
  expect(compiled !== undefined || hasErrors(diagnostics)).toBe(true);
  expect(renderDiagnostics(diagnostics, files)).not.toMatch(INVISIBLE);
  expect(toJsonDiagnostics(diagnostics, files)).toHaveLength(diagnostics.length);
  if (compiled !== undefined) createTablePdp(openTable(compiled.text, sha256));
  return compiled !== undefined;
}

const lines = PROJECTS.flatMap((texts) => Object.values(texts)).flatMap((text) => text.split(/(?<=\n)/));
const marks = [
  '\n',
  '  ',
  '\t',
  '\r\n',
  '\ufeff',
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
  '&a ',
  '*a',
  '!!str ',
  '# ',
  '---\n',
  '? ',
];
const odd = [
  '__proto__',
  'null',
  '1e999',
  '0x10',
  '.nan',
  '2026-11-21',
  '\u202e',
  '\u0301',
  'ѕ',
  '${x}',
  '{a}',
  '{a}{b}',
  '*',
];

/** A project of the repository with pieces of its files cut out, doubled, moved, or replaced by something else. */
const mutated: fc.Arbitrary<Texts> = fc
  .tuple(
    fc.constantFrom(...PROJECTS),
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(40), fc.constantFrom(...marks, ...odd, ...lines)), {
      minLength: 1,
      maxLength: 5,
    }),
  )
  .map(([texts, edits]) => {
    const files = new Map(Object.entries(texts));
    const paths = [...files.keys()];
    for (const [file, place, length, insert] of edits) {
      const path = paths[file % paths.length] ?? '';
      const text = files.get(path) ?? '';
      const at = place % (text.length + 1);
      files.set(path, text.slice(0, at) + insert + text.slice(at + length));
    }
    return Object.fromEntries(files);
  });

test('a project that was changed at random', () => {
  let compiled = 0;
  fc.assert(
    fc.property(mutated, (texts) => {
      if (holds(texts)) compiled++;
    }),
    fuzzRuns(150),
  );
  // otherwise the property says nothing about tables
  expect(compiled).toBeGreaterThan(5);
});

const PROJECT = `assay: 1
name: fuzz
policies: [policy.yaml]
governs: { outside: pass }
log: { file: records.jsonl }
sources:
  iga:
    owner: iga@example.com
    driver: static
    file: iga.yaml
    timeout: 100ms
    schema:
      type: object
      required: [status, roles]
      properties: { status: { enum: [active, left] }, roles: { type: array, items: { type: string } }, risk: { type: integer } }
`;

/** A project with the expression in each kind of place an expression has. */
function withExpression(expression: string): Texts {
  const unseen = /[^\x20-\x7e]/g;
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const text = JSON.stringify(expression).replaceAll(unseen, escaped);
  return {
    'assay.yaml': PROJECT,
    'iga.yaml': 'status: active\nroles: []\n',
    'policy.yaml': `policy: fuzz
owner: fuzz@example.com
variables: { reviewer: ${text} }
gates: [{ rule: a, permit: ${text} }]
scopes: { 'a.{x}': [{ rule: b, deny: variables.reviewer }] }
claims: { c: [{ rule: c, value: ${text} }] }
`,
  };
}

describe('an expression', () => {
  test('of any pieces', () => {
    fc.assert(
      fc.property(tokens, (expression) => void holds(withExpression(expression))),
      fuzzRuns(250),
    );
  });

  test('by the grammar, of any types', () => {
    fc.assert(
      fc.property(grammatical, (expression) => void holds(withExpression(expression))),
      fuzzRuns(250),
    );
  });

  test('whose parts fit together', () => {
    let compiled = 0;
    fc.assert(
      fc.property(conditions, (expression) => {
        if (holds(withExpression(expression))) compiled++;
      }),
      fuzzRuns(150),
    );
    // otherwise the property says nothing about tables
    expect(compiled).toBeGreaterThan(50);
  });

  test.each(Object.keys(LARGE))('that is large: %s', (name) => {
    for (const size of [10, 300, 10_000, 100_000]) holds(withExpression(LARGE[name]?.(size) ?? ''));
  });
});
