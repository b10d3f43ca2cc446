// SPDX-License-Identifier: Apache-2.0
import { TEST_PROJECT } from '../testing/compile-text.ts';
import { editing, projectOf } from '../testing/editing.ts';

const START = 'policy: test\nowner: test@example.com\n';
const IMPORTS = 'imports: { common: ../shared/common.yaml }\n';
const LIBRARY = `library: common
owner: iam@example.com
variables:
  active: iga.active
  first: iga.cases[0]
lists:
  partners: [a, b, c, d, e, f, g]
`;
const project = projectOf({
  'assay.yaml': TEST_PROJECT.replace('[policy.yaml]', '[policies/test.yaml]'),
  'policies/test.yaml': START + IMPORTS,
  'shared/common.yaml': LIBRARY,
  'iga.yaml': '{}\n',
});
const { complete, hover } = editing({ project, file: 'policies/test.yaml' });

/** Names that only some places know. */
const BOUND = ['scope', 'audience', 'token', 'detail', 'cell', 'group', 'role', 'account', 'env', 'n'];
const bound = (text: string): readonly string[] => complete(START + text).filter((name) => BOUND.includes(name));

describe('names of a place', () => {
  test.each([
    ['gates', 'gates:\n  - rule: a\n    permit: |', ['audience']],
    ['claims', 'claims:\n  a:\n    - rule: b\n      value: |', ['token']],
    ['groups', 'groups:\n  - rule: a\n    deny: |', ['group', 'audience']],
    ['roles', 'roles:\n  - rule: a\n    permit: |', ['role', 'audience']],
    ['lifetime', 'lifetime:\n  - rule: a\n    max: 5m\n    when: |', ['token', 'audience']],
    ['details', 'authorization_details:\n  payment:\n    - rule: a\n      permit: |', ['detail', 'cell']],
    [
      'the limits of details, which read no cell',
      'authorization_details:\n  payment:\n    - rule: a\n      limit:\n        amount: |',
      ['detail'],
    ],
    ['variables, which every place may read', 'variables:\n  a: |', []],
  ])('%s', (_, text, names) => {
    expect(bound(text)).toEqual(names);
  });

  test.each(['permit', 'deny', 'request', 'consent'])('%s of a scope with variables of a type', (effect) => {
    const text = `${START}scopes:\n  a.{env:dev|prod}.{n:int}:\n    - rule: b\n      ${effect}: `;
    expect(['env', 'n', 'scope', 'audience'].map((name) => hover(`${text}${name}|`))).toEqual([
      '`env`: "dev" | "prod"',
      '`n`: int',
      '`scope`: string',
      '`audience`: string',
    ]);
  });

  test('a type of detail that has the name of a member of all objects is a type like others', () => {
    expect(bound('authorization_details:\n  constructor:\n    - rule: a\n      permit: |')).toEqual(['detail', 'cell']);
  });
});

describe('names of a library', () => {
  const permit = (text: string): string => `${START}${IMPORTS}gates:\n  - rule: a\n    permit: ${text}`;

  test('are completed behind the name it is imported by, with members of what they are', () => {
    expect(complete(permit('c|'))).toContain('common');
    expect(complete(permit('common.|'))).toEqual(['active', 'first', 'partners']);
    expect(complete(permit('common.first.|'))).toEqual(expect.arrayContaining(['id', 'note']));
    expect(complete(permit('nowhere.|'))).not.toContain('active');
  });

  test.each([
    ['com|mon.active', '`common`: map\n\nthe library `common`, which iam@example.com answers for'],
    ['common.act|ive', '`common.active`: bool\n\nis `iga.active`'],
    [
      'client.id in common.part|ners',
      '`common.partners`: list<string>\n\nholds `"a"`, `"b"`, `"c"`, `"d"`, `"e"`, 2 others',
    ],
    ['common.first.note|', '`common.first.note`: string\n\nmay be absent: `has(...)` asks'],
  ])('are told: %s', (text, said) => {
    expect(hover(permit(text))).toBe(said);
  });

  test('are its variables and its lists where the library itself is written, and nothing is bound there', () => {
    const own = editing({ project, file: 'shared/common.yaml' });
    const text = LIBRARY.replace('first: iga.cases[0]', 'first: |');
    expect(own.complete(text)).toEqual(expect.arrayContaining(['variables', 'lists', 'iga']));
    expect(own.complete(text).filter((name) => BOUND.includes(name))).toEqual([]);
    expect(own.complete(text.replace('|', 'variables.|'))).toEqual(['active', 'first']);
    expect(own.hover(text.replace('|', 'lists.part|ners'))).toBe(
      '`lists.partners`: list<string>\n\nholds `"a"`, `"b"`, `"c"`, `"d"`, `"e"`, 2 others',
    );
  });
});

describe('variables of the policy', () => {
  const text = `${START}variables:\n  first: iga.cases[0]\n  broken: iga.nothing\ngates:\n  - rule: a\n    permit: `;

  test('have their types, and members', () => {
    expect(complete(`${text}variables.|`)).toEqual(['first', 'broken']);
    expect(complete(`${text}variables.first.|`)).toEqual(expect.arrayContaining(['id', 'note']));
    expect(hover(`${text}variables.fir|st`)).toBe('`variables.first`: map\n\nis `iga.cases[0]`');
  });

  test('one with a mistake is of unknown type', () => {
    expect(hover(`${text}variables.bro|ken`)).toBe('`variables.broken`: value of unknown type\n\nis `iga.nothing`');
  });
});
