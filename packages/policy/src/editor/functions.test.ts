// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { TEST_PROJECT } from '../testing/compile-text.ts';
import { editing, projectOf } from '../testing/editing.ts';
import { DYN } from '../expression/types.ts';
import { functionsIn, methodsOf, NAMESPACES } from './functions.ts';

const START = 'policy: test\nowner: test@example.com\n';
const project = projectOf({ 'assay.yaml': TEST_PROJECT, 'policy.yaml': START, 'iga.yaml': '{}\n' });
const { completions, complete, hover } = editing({ project });
const permit = (text: string): string => `${START}gates:\n  - rule: b\n    permit: ${text}`;

test('every function, method and macro has an example', () => {
  const all = [...['', ...NAMESPACES].flatMap(functionsIn), ...methodsOf(DYN)];
  expect(all.filter(({ example }) => example === '')).toEqual([]);
  expect(all.length).toBeGreaterThan(100);
});

describe('completion', () => {
  test('where an operand begins: functions, macros of no value, and namespaces, each once', () => {
    const found = complete(permit('s|'));
    expect(found).toEqual(expect.arrayContaining(['size', 'has', 'ip', 'semver', 'math', 'optional', 'cel']));
    expect(found).not.toContain('startsWith');
    expect(found.filter((name) => name === 'scopes')).toEqual(['scopes']);
  });

  test('behind a namespace, also one that is a value too', () => {
    expect(complete(permit('math.|'))).toEqual(expect.arrayContaining(['greatest', 'ceil', 'bitShiftRight']));
    expect(complete(permit('cel.|'))).toEqual(['bind']);
    expect(complete(permit('scopes.|'))).toEqual(expect.arrayContaining(['covers', 'exists', 'size']));
  });

  const STRING = ['startsWith', 'matches', 'hasScope'];
  const LIST = ['exists', 'filter', 'sortBy', 'distinct', 'first'];

  test.each([
    ['a string', 'client.id.|', STRING, LIST],
    ['a string of a few values', 'iga.status.|', STRING, LIST],
    ['a literal', `'"a b".|'`, STRING, LIST],
    ['a literal in a text with quotes of YAML', '"\\"a\\".|', STRING, LIST],
    ['a literal in a text that is no YAML yet', '"a".|', STRING, LIST],
    ['a list', 'iga.roles.|', LIST, STRING],
    ['an item', 'iga.roles[0].|', STRING, LIST],
    ['what a method yields', 'client.id.split(",").|', LIST, STRING],
    ['what a function yields', 'ip(context.ip).|', ['family', 'isLoopback'], STRING],
    ['what is in brackets', '("a" + client.id).|', STRING, LIST],
    ['a map', 'iga.limits.|', ['exists', 'transformMap'], STRING],
    ['an optional value', 'iga.home.?street.|', ['hasValue', 'orValue', 'optMap'], STRING],
    ['a time', 'timestamp(context.time).|', ['getHours'], STRING],
    ['what a macro binds', 'iga.roles.exists(r, r.|', STRING, LIST],
    [
      'what a macro binds, in brackets that are not closed',
      '"[1].all(n, (iga.roles.filter(r, r != client.id && r.|',
      STRING,
      LIST,
    ],
    ['what is bound to a name', 'cel.bind(x, iga.roles, x.|', LIST, STRING],
    ['what stands behind mistakes', 'nothing && iga.roles.|', LIST, STRING],
    ['an operand of a conditional that is not whole', 'iga.active ? client.id.|', STRING, LIST],
  ])('behind the dot of %s: the methods it has', (_, text, some, none) => {
    const found = complete(permit(text));
    expect(found).toEqual(expect.arrayContaining(some));
    expect(found.filter((name) => none.includes(name))).toEqual([]);
  });

  test('of members and methods, where a value has both', () => {
    expect(complete(permit('iga.cases[0].|')).slice(0, 3)).toEqual(['id', 'note', 'all']);
    expect(complete(permit('iga.cases.exists(c, has(c.|')).slice(0, 2)).toEqual(['id', 'note']);
  });

  test('of what macros bind, with its type', () => {
    const [first, second] = completions(permit('iga.limits.exists(k, v, |'));
    expect([first, second]).toEqual([
      { label: 'k', kind: 'name', detail: 'string', about: 'bound by a macro around it' },
      { label: 'v', kind: 'name', detail: 'int', about: 'bound by a macro around it' },
    ]);
    expect(complete(permit('iga.limits.exists(k, v, true) && |'))).not.toContain('k');
  });

  test('of no methods behind a place for several values', () => {
    expect(complete(permit('subject.|'))).toEqual(['type', 'id', 'profile', 'groups', 'roles']);
  });

  test.each([`iga.status == "a.b|`, `'"a.b|`, 'iga.level == 12|', '"a" // b.|'])(
    'of nothing in strings, numbers and comments: %s',
    (text) => {
      expect(complete(permit(text))).toEqual([]);
    },
  );

  test('says how a method is called on such a value, what it yields, and an example', () => {
    expect(completions(permit('iga.roles.|')).find(({ label }) => label === 'reverse')).toEqual({
      label: 'reverse',
      kind: 'method',
      detail: 'list<T>.reverse(): list<T>',
      about: 'the characters, or items, in reverse order\nfor example "abc".reverse() == "cba"',
    });
    const [detail] = completions(permit('|')).flatMap(({ label, detail: one }) => (label === 'size' ? [one] : []));
    expect(detail).toBe('size(list<A>): int, or size(map<A, B>): int, or size(string): int, or 1 others');
  });
});

describe('what a function is', () => {
  test.each([
    [
      'client.id.index|Of("a") > 0',
      '`string.indexOf(string): int`  \n`string.indexOf(string, int): int`\n\nwhere a part first stands, from a place on; -1 where it does not\n\nfor example `"tacocat".indexOf("a", 3) == 5`',
    ],
    [
      'iga.roles.rev|erse() == []',
      '`list<T>.reverse(): list<T>`\n\nthe characters, or items, in reverse order\n\nfor example `"abc".reverse() == "cba"`',
    ],
    ['math.isN|aN(iga.ratio)', '`math.isNaN(double): bool`\n\nfor example `math.isNaN(0.0 / 0.0)`'],
    ['ha|s(iga.manager)', '`has(value.member)`\n\nwhether a member is there\n\nfor example `!has({"a": 1}.b)`'],
    [
      'iga.roles.exists(r, r.starts|With("a"))',
      '`string.startsWith(string): bool`\n\nfor example `"eu-west".startsWith("eu-")`',
    ],
    ['iga.roles.exists(r, |r == "a")', '`r`: string\n\nbound by a macro around it'],
    ['iga.cases.exists(c, c.i|d == "a")', '`c.id`: string'],
    ['iga.cases[0].i|d == "a"', '`id`: string'],
    ['iga.roles.starts|With("a")', undefined],
    ['nothing|(1)', undefined],
    ['client.id == "si|ze(1)"', undefined],
  ])('%s', (text, said) => {
    expect(hover(permit(text))).toBe(said);
  });
});

const SIGNS = '( ) [ ] { } . .? , : ? && == in ! - " \' \\ // iga roles exists c a 1 has cel.bind math `x y`'.split(
  ' ',
);

test('wherever an expression stops, and whatever is written of it, something or nothing is said', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...SIGNS, ' '), { maxLength: 40 }), (signs) => {
      const text = permit(signs.join(''));
      expect(Array.isArray(complete(`${text}|`))).toBe(true);
      expect(['string', 'undefined']).toContain(typeof hover(`${text}|`));
    }),
    { numRuns: 500 },
  );
});
