// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { anyText } from '../testing/arbitrary-text.ts';
import { TEST_PROJECT } from '../testing/compile-text.ts';
import { editing, projectOf } from '../testing/editing.ts';
import { completionsAt } from './complete.ts';
import { hoverAt } from './hover.ts';

const START = 'policy: test\nowner: test@example.com\n';
const project = projectOf({ 'assay.yaml': TEST_PROJECT, 'policy.yaml': START, 'iga.yaml': '{}\n' });
const { complete, hover } = editing({ project });

describe('keys', () => {
  test('of a policy, without those that are there', () => {
    const found = complete(`${START}ga|`);
    expect(found).toEqual(expect.arrayContaining(['description', 'applies', 'variables', 'gates', 'lifetime']));
    expect(found.filter((key) => key === 'policy' || key === 'owner')).toEqual([]);
  });

  test.each([
    ['a rule', 'gates:\n  - rule: a\n    |\n    reason: b\n'],
    ['a rule whose list stands at the column of its key', 'gates:\n- rule: a\n  reason: b\n  pe|'],
    ['a rule on the line of its dash', 'gates:\n  - |\n    rule: a\n    reason: b\n'],
    ['a rule in brackets', 'gates: [{ rule: a, reason: "x, {y: z", p|'],
  ])('of %s', (_, text) => {
    expect(complete(START + text)).toEqual(['permit', 'deny', 'require', 'tokens', 'grants']);
  });

  test("below a key of the writer's choice, and below an item", () => {
    expect(
      complete(
        `${START}scopes:\n  "a:b":\n    - rule: x\n      require:\n        step_up:\n          acr: b\n          |`,
      ),
    ).toEqual(['max_age']);
  });

  test('of a project', () => {
    expect(complete('assay: 1\nsources:\n  iga:\n    owner: a\n    # b\n\n    |')).toEqual([
      'driver',
      'file',
      'url',
      'auth',
      'table',
      'key',
      'partition_key',
      'prefix',
      'region',
      'timeout',
      'cache',
      'absent',
      'failed',
      'schema',
    ]);
  });

  test('of none where the text is none of ours', () => {
    expect([complete('a|'), complete('services:\n  a|'), complete(`${START}gates:\n  x:\n    |`)]).toEqual([
      [],
      [],
      [],
    ]);
  });
});

describe('values', () => {
  test.each([
    ['of a list in brackets', `${START}claims:\n  a:\n    - rule: b\n      tokens: [access_token, |]`, 'id_token'],
    ['of a list', `${START}claims:\n  a:\n    - rule: b\n      tokens:\n        - |`, 'id_token'],
    ['of a choice', 'assay: 1\ngoverns:\n  outside: |', 'deny'],
    ['that are yes or no', 'assay: 1\nlog: { file: a, required: |', 'false'],
  ])('%s', (_, text, value) => {
    expect(complete(text)).toContain(value);
  });
});

describe('names in expressions', () => {
  const permit = (text: string): string =>
    `${START}variables:\n  senior: iga.active\nscopes:\n  a.{account}:\n    - rule: b\n      permit: ${text}`;

  test('what an expression can begin with, and what the scope binds', () => {
    expect(complete(permit('!i|'))).toEqual(
      expect.arrayContaining(['iga', 'subject', 'client', 'scope', 'audience', 'account', 'variables']),
    );
    expect(complete(`${START}gates:\n  - rule: b\n    deny: |`)).not.toContain('scope');
  });

  test.each([
    ['a source', permit(`'"a" in iga.r|'`), 'roles'],
    ['a member of a member', permit('has(iga.home.|)'), 'street'],
    ['a built-in input', permit('subject.type == "user" && client.|'), 'registration'],
    ['the variables of the policy', permit('variables.|'), 'senior'],
    [
      'an authorization detail',
      `${START}authorization_details:\n  payment:\n    - rule: a\n      permit: detail.|`,
      'amount',
    ],
    ['an expression in brackets', `${START}gates: [{ rule: a, permit: iga.home.|`, 'city'],
    ['an expression on a line of its own', `${START}variables:\n  x: iga.|`, 'status'],
  ])('after the dot of %s', (_, text, name) => {
    expect(complete(text)).toContain(name);
  });

  test('nothing after a dot of what has no members and no methods, and no member after that of what is not known', () => {
    expect(complete(permit('iga.active.|'))).toEqual([]);
    const anything = complete(permit('nothing.|'));
    expect([complete(permit('constructor.|')), complete(permit('iga.__proto__.|'))]).toEqual([anything, anything]);
    expect(anything).toEqual(expect.arrayContaining(['startsWith', 'exists', 'hasValue']));
  });
});

describe('what a word is', () => {
  test.each([
    ['gat|es: []', '**gates**: Whether the token may exist. Denied unless a rule permits and none denies.'],
    ['gates:\n  - rule: a\n    per|mit: "true"', '**permit**: When this rule permits: a CEL expression.'],
    [
      'gates:\n  - rule: a\n    permit: iga.stat|us == "active"',
      '`iga.status`: "active" | "suspended"\n\nfrom the source `iga`, which iga@example.com answers for',
    ],
    [
      'gates:\n  - rule: a\n    permit: has(iga.manag|er)',
      '`iga.manager`: string\n\nfrom the source `iga`, which iga@example.com answers for; may be absent: `has(...)` asks',
    ],
    [
      'gates:\n  - rule: a\n    permit: |iga.active',
      '`iga`: map\n\nfrom the source `iga`, which iga@example.com answers for',
    ],
    [
      'variables: { a: iga.active }\ngates: [{ rule: a, permit: variables.|a }]',
      '`variables.a`: bool\n\nis `iga.active`',
    ],
    ['gates:\n  - rule: a\n    permit: nothing.kn|own', undefined],
    ['gates:\n  - rule: na|me', undefined],
    ['scopes: { constructor| : [] }', undefined],
  ])('%j', (text, said) => {
    expect(hover(START + text)).toBe(said);
  });
});

test('whatever the text is, and wherever the cursor, something or nothing is said', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), (text, place) => {
      const context = { text, project };
      const offset = place % (text.length + 1);
      expect(Array.isArray(completionsAt(context, offset))).toBe(true);
      const { start = 0, end = 0 } = hoverAt(context, offset) ?? {};
      expect(0 <= start && start <= end && end <= text.length).toBe(true);
    }),
    { numRuns: 500 },
  );
});
