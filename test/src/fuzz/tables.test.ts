// SPDX-License-Identifier: Apache-2.0
// A table somebody else wrote, digest and all: it is refused with a code, or it decides. Nothing else is thrown, and nothing runs on.
import { isAssayError } from '@assay/core/errors';
import { canonicalJson } from '@assay/core/log';
import { createTablePdp, explain, openTable, readTrace } from '@assay/core/pdp';
import { fuzzRuns, requestOf } from '@assay/core/testing';
import fc from 'fast-check';
import { sha256 } from '../vectors/sha256.ts';
import { compileTexts, PROJECTS } from './corpus.ts';

const TABLES = PROJECTS.flatMap((texts) => compileTexts(texts).compiled ?? []);
const CODES = /^ERR_TABLE_(?:SYNTAX|DIGEST|VERSION|INVALID)$/;

const REQUESTS = [
  requestOf({
    scopes: ['payments/read', 'payments/write', 'account.list.7', '__proto__', 'openid'],
    tokens: ['access_token', 'id_token'],
    authorizationDetails: [{ type: 'payment_initiation', actions: ['read', 'write'], locations: ['https://eu.a'] }],
  }),
  requestOf({ client: { id: '__proto__', registration: 'dynamic' }, scopes: [], authorizationDetails: [{ type: '' }] }),
];
const ATTRIBUTES = {
  iga: { status: 'active', roles: ['payments-reader'] },
  risk: { score: 1e9 },
  app: { __proto__: 1 },
  switches: 7,
};

/** Opens a table and asks all there is to ask; the code it is refused with, or undefined. */
function codeOf(text: string): string | undefined {
  let pdp;
  let opened;
  try {
    opened = openTable(text, sha256);
    pdp = createTablePdp(opened);
  } catch (error) {
    if (!isAssayError(error)) throw error;
    expect(error.code).toMatch(CODES);
    return error.code;
  }
  for (const request of REQUESTS) {
    pdp.sourcesFor(request);
    // sound: a source may say anything
    const attributes = ATTRIBUTES as unknown as Parameters<typeof pdp.decide>[1];
    const decision = pdp.decide(request, attributes);
    expect(decision.outcome).toMatch(/^(?:permit|deny)$/);
    readTrace(decision.trace);
    explain(pdp, request, attributes);
  }
  return undefined;
}

/** What one who can write the file would write. */
const signed = (canonical: string): string => `{"digest":"sha256-${sha256(canonical)}","table":${canonical}}`;

const anyTable = fc.constantFrom(...TABLES);

test('the tables of the repository decide', () => {
  expect(TABLES.length).toBeGreaterThan(2);
  expect(TABLES.map(({ text }) => codeOf(text))).toEqual(TABLES.map(() => undefined));
});

test('characters changed, added or left out, and a digest that fits', () => {
  const edit = fc.tuple(
    fc.nat(),
    fc.nat(3),
    fc.constantFrom('', '0', '9', '-', '1e999', '"', ',', '[', ']', '{', '}', 'null', '\\', '\0', '\ud800'),
  );
  fc.assert(
    fc.property(anyTable, fc.array(edit, { minLength: 1, maxLength: 3 }), ({ table }, edits) => {
      const changed = edits.reduce((text, [place, length, insert]) => {
        const at = place % text.length;
        return text.slice(0, at) + insert + text.slice(at + length);
      }, canonicalJson(table));
      codeOf(signed(changed));
    }),
    fuzzRuns(800),
  );
});

/** The number of places of a JSON tree. */
const placesOf = (node: unknown): number =>
  typeof node === 'object' && node !== null
    ? Object.values(node).reduce<number>((sum, member) => sum + placesOf(member), 1)
    : 1;

/** Changes what stands at one place of a JSON tree, counted depth first. */
function changedAt(tree: unknown, place: number, change: (node: unknown) => unknown): unknown {
  let left = place;
  const walk = (node: unknown): unknown => {
    if (left-- === 0) return change(node);
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([name, member]) => [name, walk(member)]));
  };
  return walk(tree);
}

const swaps: fc.Arbitrary<(node: unknown) => unknown> = fc.oneof(
  fc
    .constantFrom<unknown[]>(
      null,
      true,
      0,
      -1,
      0.5,
      255,
      2 ** 31,
      Number.MAX_SAFE_INTEGER,
      1e300,
      '',
      '__proto__',
      'slot',
      'var',
      [],
      {},
      [[]],
      ['var', 0],
    )
    .map((value) => () => value),
  fc.constantFrom<(node: unknown) => unknown>(
    (node) => [node],
    (node) => ({ node }),
    (node) => (Array.isArray(node) ? [...(node as unknown[]), ...(node as unknown[])] : node), // sound: it is a list
    (node) => (Array.isArray(node) ? (node as unknown[]).slice(1) : node), // sound: as above
    (node) => (Array.isArray(node) ? node.toReversed() : String(node)),
    (node) => (typeof node === 'number' ? node + 1 : typeof node === 'string' ? `${node}\u202e` : node),
  ),
);

test('values of other types, other indexes, longer and shorter lists', () => {
  let decided = 0;
  fc.assert(
    fc.property(anyTable, fc.array(fc.tuple(fc.nat(), swaps), { minLength: 1, maxLength: 3 }), ({ table }, changes) => {
      const changed = changes.reduce<unknown>(
        (tree, [place, change]) => changedAt(tree, place % placesOf(tree), change),
        table,
      );
      if (codeOf(signed(canonicalJson(changed))) === undefined) decided++;
    }),
    fuzzRuns(1000),
  );
  // otherwise the property says nothing about deciding
  expect(decided).toBeGreaterThan(50);
});

const [first] = TABLES.toSorted((a, b) => b.text.length - a.text.length);
const table = first?.table;
const withExprs = (...exprs: unknown[]): string =>
  signed(canonicalJson({ ...table, exprs: table?.exprs.map((ir, index) => exprs[index] ?? ir) }));
const nested = (depth: number): string => `${'["not",'.repeat(depth)}["bool",true]${']'.repeat(depth)}`;
const signedExprs = (ir: string): string => {
  const text = canonicalJson({ ...table, exprs: ['HERE'] });
  return signed(text.replace('"HERE"', ir));
};

describe('a table that would run on', () => {
  test.each([
    ['a variable that is itself', withExprs(...(table?.exprs.map(() => ['var', 0]) ?? []))],
    ['an expression nested 100,000 deep', signedExprs(nested(100_000))],
    ['an expression of lists within each other', signedExprs(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
    ['a table of lists within each other', signed(`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`)],
    [
      'more conditions than a rule may have',
      signed(
        canonicalJson({ ...table, rules: table?.rules.map((rule) => ({ ...rule, when: Array(100_000).fill(0) })) }),
      ),
    ],
    ['an index beyond everything', signed(canonicalJson({ ...table, gates: [Number.MAX_SAFE_INTEGER] }))],
  ])('%s is refused', (_, text) => {
    expect(codeOf(text)).toMatch(CODES);
  });

  test('lists of a million entries are read to an end', () => {
    const many = Array.from({ length: 1_000_000 }, () => 0);
    expect(
      codeOf(
        signed(canonicalJson({ ...table, lists: [...(table?.lists ?? []), many], reads: table?.reads.map(() => [0]) })),
      ),
    ).toBeUndefined();
  });

  test('variables that each read the one before twice are computed once each', () => {
    const length = 60;
    const exprs = Array.from({ length }, (_, index) =>
      index === 0 ? ['bool', true] : ['and', ['var', index - 1], ['var', index - 1]],
    );
    const doubling = {
      ...table,
      exprs,
      reads: exprs.map(() => []),
      variables: exprs.map((_, index) => ({ policy: 0, name: `v${index}`, expr: index })),
      rules: table?.rules.map(({ value: _, ...rule }) => ({ ...rule, effect: 'deny', when: [length - 1] })),
      claims: {},
      lifetime: [],
    };
    expect(codeOf(signed(canonicalJson(doubling)))).toBeUndefined();
  });
});
