// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { isAssayError } from '../errors/index.ts';
import { canonicalJson } from '../log/canonical.ts';
import { artefactOf, list, op, pdpOf, read, requestOf, str, tableOf, testDigest, variable } from '../testing/index.ts';
import { openTable } from './open-table.ts';
import { ALL_OPS } from './ops/index.ts';
import { createBuiltTablePdp, createTablePdp } from './table-pdp.ts';

const TABLE = tableOf({
  variables: { senior: op('in_list', str('senior'), read('iga.roles', 'strings')) },
  rules: [
    { about: 'gate', id: 'active', effect: 'permit', when: [op('eq', read('iga.status', 'string'), str('active'))] },
    {
      about: { scope: 'write' },
      id: 'w',
      effect: 'permit',
      when: [variable('senior')],
      lifetime: 60,
      require: [{ type: 'step_up', properties: { acr: 'phr' } }],
    },
    {
      about: { scope: 'list.{x}' },
      id: 'l',
      effect: 'deny',
      when: [op('in_list', read('x', 'string', 'bound'), list('a', 'b'))],
      reason: 'no',
    },
    { about: { claim: 'tenant' }, id: 'c', effect: 'set', value: read('app.tenant', 'string'), tokens: ['id_token'] },
    {
      about: { detail: 'payment' },
      id: 'd',
      effect: 'permit',
      when: [op('eq', read('cell.action', 'string', 'bound'), str('read'))],
    },
    { about: 'lifetime', id: 'max', effect: 'limit', lifetime: 30 },
  ],
});
const TEXT = artefactOf(TABLE);

/** The code of what opening and loading the text throws; undefined where it throws nothing. */
function codeOf(text: string): string | undefined {
  try {
    createTablePdp(openTable(text, testDigest));
    return undefined;
  } catch (error) {
    if (!isAssayError(error)) throw error;
    return error.code;
  }
}

/** The table with one member replaced, digest and all: what an attacker who can write the file would write. */
const forged = (part: object): string => artefactOf({ ...TABLE, ...part });

describe('openTable', () => {
  test('opens what the compiler wrote, with a line end or without', () => {
    const opened = { table: TABLE, digest: `sha256-${testDigest(canonicalJson(TABLE))}` };
    expect([openTable(TEXT, testDigest), openTable(`${TEXT}\n`, testDigest)]).toEqual([opened, opened]);
  });

  test('refuses a text with any one character changed', () => {
    fc.assert(
      fc.property(fc.nat(TEXT.length - 1), fc.constantFrom('0', 'f', ' ', '"', '}', '\n', 'A'), (place, character) => {
        fc.pre(TEXT[place] !== character);
        expect(codeOf(TEXT.slice(0, place) + character + TEXT.slice(place + 1))).toMatch(/^ERR_TABLE_(DIGEST|SYNTAX)$/);
      }),
      { numRuns: 1000 },
    );
  });

  test('refuses a text with a character more or less', () => {
    fc.assert(
      fc.property(fc.nat(TEXT.length - 1), fc.boolean(), (place, isMore) => {
        expect(codeOf(TEXT.slice(0, place) + (isMore ? '0' : '') + TEXT.slice(isMore ? place : place + 1))).toMatch(
          /^ERR_TABLE_(DIGEST|SYNTAX)$/,
        );
      }),
    );
  });

  test.each([
    ['nothing', '', 'ERR_TABLE_SYNTAX'],
    ['a table without its digest', JSON.stringify(TABLE), 'ERR_TABLE_SYNTAX'],
    ['something behind the table', `${TEXT} `, 'ERR_TABLE_SYNTAX'],
    ['another way to write the same JSON', ` ${TEXT}`, 'ERR_TABLE_SYNTAX'],
    [
      'an upper-case digest',
      TEXT.replace(/sha256-([0-9a-f]+)/, (_, digest: string) => `sha256-${digest.toUpperCase()}`),
      'ERR_TABLE_DIGEST',
    ],
    ['what is not JSON', `{"digest":"sha256-${testDigest('{')}","table":{}`, 'ERR_TABLE_SYNTAX'],
    ['another version', forged({ version: 1 }), 'ERR_TABLE_VERSION'],
    ['no version', artefactOf({ ...TABLE, version: undefined }), 'ERR_TABLE_VERSION'],
    ['a list', artefactOf([]), 'ERR_TABLE_VERSION'],
    ['null', artefactOf(null), 'ERR_TABLE_VERSION'],
  ])('refuses %s', (_, text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  test('says which version it found, and which it expects', () => {
    expect(() => openTable(forged({ version: 1 }), testDigest)).toThrow('decision table: version `1`, expected 2');
    // whose own way to become a string would throw
    expect(() => openTable(forged({ version: { toString: '' } }), testDigest)).toThrow('version `object`, expected 2');
  });

  test.each(Object.keys(TABLE).filter((member) => member !== 'version'))(
    'refuses a table whose %s is missing or of a wrong type, and names it',
    (member) => {
      expect(() => openTable(artefactOf({ ...TABLE, [member]: undefined }), testDigest)).toThrow(
        `decision table: \`${member}\` is not what it should be`,
      );
      for (const wrong of [null, 7, ['', {}], { a: 7 }]) {
        expect(() => openTable(forged({ [member]: wrong }), testDigest)).toThrow(
          `decision table: \`${member}\` is not what it should be`,
        );
      }
    },
  );
});

describe('the type of a slot', () => {
  const nested = (levels: number): unknown =>
    JSON.parse('["list",'.repeat(levels) + '"string"' + ']'.repeat(levels)) as unknown;
  const withType = (type: unknown): string =>
    forged({ slots: TABLE.slots.map((slot, index) => (index === 0 ? { ...slot, type } : slot)) });
  const asMember = (type: unknown): string => forged({ detailMembers: { payment: [{ path: ['a'], type }] } });

  test.each([
    ['a name', 'null'],
    ['a list of records', ['list', ['record', { id: 'string', inner: ['closed', {}], __proto__: 'int' }]]],
    ['as deep as types go', nested(32)],
  ])('may be %s', (_, type) => {
    expect([codeOf(withType(type)), codeOf(asMember(type))]).toEqual([undefined, undefined]);
  });

  test.each([
    ['a name nobody knows', 'text'],
    ['an inherited name', 'constructor'],
    ['nothing', null],
    ['an object', { list: 'string' }],
    ['a structure nobody knows', ['set', 'string']],
    ['a structure that is no name', [['list'], 'string']],
    ['a structure of nothing', ['list']],
    ['a structure of two', ['list', 'string', 'int']],
    ['a list of something else', ['list', 7]],
    ['a list of members', ['list', { id: 'string' }]],
    ['a map of something else', ['map', null]],
    ['a record of items', ['record', 'string']],
    ['a record of a list', ['record', ['list', 'string']]],
    ['a record with a member of something else', ['record', { id: 'string', n: {} }]],
    ['a closed record with a member of something else', ['closed', { id: ['list'] }]],
    ['too deep', nested(33)],
    ['far too deep', nested(150)],
  ])('is refused: %s', (_, type) => {
    expect([codeOf(withType(type)), codeOf(asMember(type))]).toEqual(['ERR_TABLE_INVALID', 'ERR_TABLE_INVALID']);
  });
});

describe('a table that refers to what it does not hold', () => {
  const [gate, ...rules] = TABLE.rules;
  const withExpr = (...ir: unknown[]): string =>
    forged({ exprs: [ir, ...TABLE.exprs.slice(1)], strings: [...TABLE.strings, 'ten', '10000000000000000000000'] });
  const [ten, large] = [TABLE.strings.length, TABLE.strings.length + 1];
  const pattern = (program: string): string =>
    forged({
      exprs: [['matches', ['str', 0], 0], ...TABLE.exprs.slice(1)],
      strings: [program, ...TABLE.strings.slice(1)],
    });

  test.each([
    ['a rule', forged({ gates: [99] })],
    ['a rule of a scope', forged({ scopes: { write: [99] } })],
    ['a rule of a dynamic scope', forged({ dynamic: [{ pattern: 'a.{x}', parts: ['a.', 'x', ''], rules: [99] }] })],
    ['a policy', forged({ rules: [{ ...gate, policy: 1 }, ...rules] })],
    ['a condition', forged({ rules: [{ ...gate, when: [99] }, ...rules] })],
    ['a value', forged({ rules: [...TABLE.rules, { ...gate, effect: 'set', value: 99 }] })],
    ['a slot', withExpr('slot', 99)],
    ['a string', withExpr('eq', ['str', 99], ['bool', true])],
    ['a list', withExpr('in_list', ['num', 1], ['list', 99])],
    ['a variable', withExpr('var', 99)],
    ['the expression of a variable', forged({ variables: [{ policy: 0, name: 'senior', expr: 99 }] })],
    ['an operator', withExpr('eval', ['str', 0])],
    ['an operator by an inherited name', withExpr('constructor')],
    ['an operator that is no name', withExpr(['eq'])],
    ['operands it should not', withExpr('not')],
    ['operands that are no expressions', withExpr('eq', 1, 2)],
    ['operands that are null', withExpr('eq', null, ['num', 1])],
    ['a fraction', withExpr('slot', 0.5)],
    ['a text for a place', withExpr('slot', 'length')],
    ['a variable that reads itself', forged({ exprs: TABLE.exprs.map(() => ['var', 0]) })],
    ['a choice of operators that is no list', withExpr('dispatch', 5, ['bool', true])],
    ['a choice of something else', withExpr('dispatch', [['size_string', '', 'x']], ['str', 0])],
    ['an int that is no number', withExpr('int', ten)],
    ['an int beyond 64 bits', withExpr('int', large)],
    ['a uint that is no number', withExpr('uint', ten)],
    ['a uint beyond 64 bits', withExpr('uint', large)],
    ['bytes that are not hexadecimal', withExpr('bytes', ten)],
    ['a change of what is no place', withExpr('wide', 'm', ['bool', true])],
    ['a change that is no text', withExpr('as', 5, ['bool', true])],
    ['a change with something behind it', withExpr('as', 'ii', ['bool', true])],
    ['a change without end', withExpr('wide', 'l'.repeat(100_000), ['bool', true])],
    ['a pattern that leads back beyond its first step', pattern('0,0 0 1,-1 4')],
    ['a pattern with a class of no kind', pattern('0,1 0 0,0 4')],
    ['a pattern with half a range', pattern('0 0 0,0 4')],
    ['more conjuncts than a trace code can tell', forged({ rules: [{ ...gate, when: Array(257).fill(0) }, ...rules] })],
    [
      'expressions nested too deep',
      withExpr(...(JSON.parse('["not",'.repeat(129) + '["bool",true]' + ']'.repeat(129)) as unknown[])),
    ],
  ])('is refused: %s', (_, text) => {
    expect(codeOf(text)).toBe('ERR_TABLE_INVALID');
  });

  test('is refused where it needs an operator the artefact was built without', () => {
    const opened = openTable(TEXT, testDigest);
    const few = new Map([...ALL_OPS].filter(([name]) => name !== 'in_list'));
    const pdp = createBuiltTablePdp(opened, { ops: few });
    expect(() => opened.table.rules.map((_, index) => pdp.runtime.ruleAt(index))).toThrow(
      'decision table: unknown operator `in_list`',
    );
    // a rule that cannot be built is no harm to others, however often it is asked for
    for (let times = 0; times < 200; times++)
      expect(() => pdp.runtime.ruleAt(1)).toThrow('decision table: unknown operator `in_list`');
    expect(pdp.runtime.ruleAt(0).ref.rule).toBe('active');
  });
});

/** Values that stand anywhere in a forged table. */
const HOSTILE: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    -1,
    0.5,
    1e300,
    '',
    '__proto__',
    'constructor',
    'slot',
    'eq',
    [],
    {},
    [0],
    ['slot', 0],
    ['var', 0],
  ),
  fc.nat(8),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Replaces what stands at the nth place of a JSON tree, counted depth first. */
function replaceAt(tree: unknown, place: number, value: unknown): unknown {
  let left = place;
  const walk = (node: unknown): unknown => {
    if (left-- === 0) return value;
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node === 'object' && node !== null)
      return Object.fromEntries(Object.entries(node).map(([name, member]) => [name, walk(member)]));
    return node;
  };
  return walk(tree);
}

describe('a hostile table', () => {
  test('is refused with a code or decides: nothing else is thrown, whatever request and attributes are', () => {
    const requests = [
      requestOf({
        scopes: ['write', 'list.a', '__proto__'],
        tokens: ['access_token', 'id_token'],
        authorizationDetails: [{ type: 'payment', actions: ['read', 'write'] }],
      }),
      requestOf({
        scopes: ['list.b'],
        client: { id: '__proto__', registration: 'dynamic' },
        authorizationDetails: [{ type: 'constructor' }],
      }),
    ];
    const change = fc.record({ place: fc.nat(400), value: HOSTILE });
    let loaded = 0;
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 3 }),
        fc.dictionary(fc.constantFrom('iga', 'app', 'x'), HOSTILE),
        (changes, attributes) => {
          const table = changes.reduce<unknown>((tree, { place, value }) => replaceAt(tree, place, value), {
            ...TABLE,
          });
          const text = artefactOf(table);
          if (codeOf(text) !== undefined) return;
          loaded++;
          const pdp = createTablePdp(openTable(text, testDigest));
          for (const request of requests) {
            expect(pdp.decide(request, attributes as Parameters<typeof pdp.decide>[1]).outcome).toMatch(
              /^(permit|deny)$/,
            ); // a source may say anything
            pdp.sourcesFor(request);
          }
        },
      ),
      { numRuns: 2000 },
    );
    // otherwise the property says nothing about deciding
    expect(loaded).toBeGreaterThan(100);
  });
});

test('a table that was opened is decided by the policies as they were: its digest is the decision’s', () => {
  const digest = openTable(TEXT, testDigest).digest;
  expect(pdpOf(TABLE).decide(requestOf(), {}).policyDigest).toBe(digest);
});
