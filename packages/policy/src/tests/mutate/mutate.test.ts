// SPDX-License-Identifier: Apache-2.0
import { FIXTURES, POLICY, resultsOf, tested, type Tested } from '../../testing/tested.ts';
import { formatText } from '../../format/format.ts';
import { testPdp } from '../run-tests.ts';
import { mutate, type MutationResult } from './mutate.ts';
import { MUTATIONS } from './mutant.ts';
import { mutantsOf } from './mutants-of.ts';
import { pdpOver } from './notice.ts';

const mutated = ({ project, compiled, file }: Tested): Promise<MutationResult> =>
  mutate({ project, compiled, pdp: testPdp(compiled), files: [file] });
const told = (changes: readonly { readonly rule: string; readonly change: string }[]): readonly string[] =>
  changes.map(({ rule, change }) => `${rule}: ${change}`);

const HEAD = 'policy: p\nowner: o@example.com\n';
const OPEN = `${HEAD}gates: [{ rule: all, permit: true }]\n`;
const PASSING = 'tests:\n  - { test: t, subject: sam, request: read, expect: { scopes: [read] } }\n';

test('every mutation is made somewhere, and each of another table', () => {
  const policy = `${POLICY}  - rule: roles
    when: (iga.roles == ["a", "b"] || client.id in ["x", "y"]) && context.time + 1 > 2 || grant == "refresh_token" && subject.id == "s"
    max: 2m
`.replace(
    'claims:\n  tenant:\n',
    'claims:\n  tenant:\n    - rule: none\n      when: subject.id == "nobody"\n      value: client.id\n',
  );
  const { compiled, project } = tested(`${FIXTURES}${PASSING}`, policy);
  const { mutants, grown } = mutantsOf(compiled, project);
  expect([...new Set(mutants.map(({ mutation }) => mutation))].toSorted()).toEqual(Object.keys(MUTATIONS).toSorted());
  const tables = mutants.map(({ apply }) => JSON.stringify(apply(grown)));
  expect(new Set([JSON.stringify(grown), ...tables]).size).toBe(tables.length + 1);
});

test('a change no test notices comes with a test that passes with the policy and fails with the change', async () => {
  const project = tested(`${FIXTURES}${PASSING}`);
  const { missed, noticed, mutants, same, unresolved } = await mutated(project);
  expect(noticed + same + missed.length + unresolved.length).toBe(mutants);
  expect(missed.length).toBeGreaterThan(10);
  const ready = tested(`${FIXTURES}${PASSING}${[...new Set(missed.map(({ test }) => test))].join('\n')}`);
  const results = await resultsOf(ready);
  expect(results.filter(({ mismatches }) => mismatches.length > 0)).toEqual([]);
  const again = await mutated(ready);
  expect(told(again.missed)).toEqual([]);
  expect(told(unresolved)).toEqual(expect.arrayContaining([...told(again.unresolved)]));
});

test('what is not told apart is not called equal, and what is proven equal is not called missed', async () => {
  const policy = `${OPEN}scopes:
  read:
    - rule: anyone
      permit: subject.type == "user"
    - rule: reader
      permit: subject.type == "user" && "reader" in iga.roles
`;
  const { missed, unresolved } = await mutated(tested(`${FIXTURES}${PASSING}`, policy));
  // whatever the second rule asks beside what the first one does: nothing shows of it
  expect(told(unresolved)).toEqual(
    expect.arrayContaining(['reader: the rule is gone', 'reader: `"reader" in iga.roles` is left out']),
  );
  expect(told(missed)).not.toContain('reader: the rule is gone');
});

test('a condition that stands twice can be left out once: that is proven', async () => {
  const policy = `${OPEN}scopes: { read: [{ rule: r, permit: '"reader" in iga.roles && "reader" in iga.roles' }] }\n`;
  const { compiled, project } = tested(`${FIXTURES}${PASSING}`, policy);
  const { mutants } = mutantsOf(compiled, project);
  const dropped = mutants.filter(({ mutation }) => mutation === 'drop-condition');
  // the compiler may have made one of the two already
  expect(
    dropped.every(({ isSame }) => isSame === (compiled.table.rules[1]?.when.length === 2 ? true : undefined)),
  ).toBe(true);
});

test('a threshold, a list and the sides of `||` are told apart by values at their edges', async () => {
  const policy = `${OPEN}scopes:
  read:
    - rule: edges
      permit: risk.score < 50 && client.id in ["web", "app", "tv"] && ("reader" in iga.roles || "auditor" in iga.roles)
`;
  const { missed, unresolved } = await mutated(
    tested(
      `${FIXTURES}tests:\n  - { test: t, subject: sam, client: web, request: read, expect: { scopes: [read] } }\n`,
      policy,
    ),
  );
  expect(told(unresolved)).toEqual([]);
  const tests = new Map(missed.map(({ change, test }) => [change.replace(/ in `.*$/, ''), test]));
  expect(tests.get('50 becomes 51')).toContain('score: 50');
  expect(tests.get('50 becomes 49')).toContain('score: 49');
  expect(tests.get('the list loses `tv`')).toContain('id: tv');
  expect(tests.get('the list gains `nobody-else`')).toContain('id: nobody-else');
});

test('a variable is changed for all who read it', async () => {
  const policy = `${HEAD}variables: { calm: risk.score < 50 }
gates: [{ rule: all, permit: true }]
scopes:
  read: [{ rule: r, permit: variables.calm }]
  write: [{ rule: w, permit: variables.calm }]
`;
  const { missed } = await mutated(tested(`${FIXTURES}${PASSING}`, policy));
  expect(told(missed)).toContain('r: 50 becomes 51 in `variables.calm`');
});

test('what policy says of dynamic scopes, claims, requirements, lifetimes and details is told apart, too', async () => {
  const policy = `${HEAD}gates: [{ rule: user, permit: subject.type == "user" }]
scopes:
  account.{id}.read:
    - rule: own
      permit: id in iga.roles
      require: { step_up: { acr: phr } }
      lifetime: 5m
claims:
  tenant:
    - { rule: first, when: risk.score > 5, value: '"first"' }
    - { rule: second, value: client.id }
authorization_details:
  payment:
    - { rule: pay, permit: cell.action == "status" }
lifetime:
  - { rule: workloads, when: client.registration == "dynamic", max: 1m }
`;
  const { missed, unresolved } = await mutated(
    tested(`${FIXTURES}tests: [{ test: t, subject: bot, request: read, expect: { outcome: deny } }]\n`, policy),
  );
  expect(told(missed)).toEqual(
    expect.arrayContaining([
      'own: the rule is gone',
      'own: `step_up` is not required',
      'own: 300 s become 600 s',
      'own: `id in iga.roles` is left out',
      'first: `second` is asked before `first`',
      'pay: `cell.action == "status"` is left out',
      'workloads: 60 s become 120 s',
    ]),
  );
  expect(told(unresolved)).toEqual([]);
});

test('finds the same every time', async () => {
  const project = tested(`${FIXTURES}${PASSING}`);
  expect(await mutated(project)).toEqual(await mutated(project));
});

test('a macro is changed in what was written of it, and told so', () => {
  const conditions = [
    'iga.roles.exists(r, r == "a" || r == "b")',
    'iga.roles.all(r, r in ["a", "b"])',
    'iga.roles.exists_one(r, size(r) > 2)',
    'iga.roles.map(r, size(r) + 7).filter(n, n > 9) == [8]',
    'cel.bind(n, size(iga.roles), n > 4)',
  ];
  const { compiled, project } = tested(
    `${FIXTURES}${PASSING}`,
    `${OPEN}scopes: { read: [{ rule: r, permit: '${conditions.join(' && ')}' }] }\n`,
  );
  const { mutants, grown } = mutantsOf(compiled, project);
  const inner = mutants.filter(({ pair, mutation }) => pair && mutation !== 'negate-condition');
  expect(inner.map(({ change }) => change.replace(/ in `.*$/, ''))).toEqual([
    ...['`exists` becomes `all`', '`||` becomes `&&`'],
    ...['`all` becomes `exists`', 'the list loses `a`', 'the list loses `b`', 'the list gains `nobody-else`'],
    ...['2 becomes 3', '2 becomes 1'],
    ...['7 becomes 8', '7 becomes 6', '9 becomes 10', '9 becomes 8', '8 becomes 9', '8 becomes 7'],
    ...['4 becomes 5', '4 becomes 3'],
  ]);
  for (const { apply } of inner) expect(() => pdpOver(apply(grown), 'mutant').runtime.ruleAt(1)).not.toThrow();
});

test('a ready test is in the style of `assay fmt`', async () => {
  const { missed } = await mutated(tested(`${FIXTURES}${PASSING}`));
  const text = `tests:\n${[...new Set(missed.map(({ test }) => test))].join('')}`;
  expect(formatText('a.test.yaml', text)).toEqual({ text, known: true, diagnostics: [] });
});
