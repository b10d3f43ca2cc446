// SPDX-License-Identifier: Apache-2.0
import { FIXTURES, POLICY, tested } from '../testing/tested.ts';
import { createCoverage, unseenOfCondition, unseenOfRule, type Coverage } from './coverage.ts';
import { createFileRunner, testPdp } from './run-tests.ts';
import { watchDecisions } from './watch-decisions.ts';

async function coverageOf(tests: string, policy = POLICY): Promise<Coverage> {
  const { project, compiled, file } = tested(`${FIXTURES}tests:\n${tests}`, policy);
  const pdp = testPdp(compiled);
  const collector = createCoverage(compiled, pdp);
  const run = createFileRunner(project, watchDecisions(pdp, collector.see), file);
  for (const test of file.tests) for (const testCase of test.cases) await run(test, testCase);
  return collector.coverage();
}
const unseen = ({ rules }: Coverage): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    rules.map((rule) => [
      rule.rule,
      [
        ...unseenOfRule(rule),
        ...rule.conditions.flatMap((entry) => unseenOfCondition(entry).map((what) => `${entry.text}: ${what}`)),
      ],
    ]),
  );

const ONE = '  - { test: t, subject: sam, request: both, expect: { scopes: [read, write] } }\n';

test('a condition is seen true, false and deciding: the only one of its rule that is false', async () => {
  const before = await coverageOf(ONE);
  expect(unseen(before)['writer']).toEqual([
    'always held',
    '"writer" in iga.roles: never false',
    '"writer" in iga.roles: never deciding',
    'risk.score < 50: never false',
    'risk.score < 50: never deciding',
  ]);
  const both = `${ONE}  - { test: both, subject: kim, request: both, sources: { risk: { score: 99 } }, expect: { scopes: [read] } }\n`;
  expect(unseen(await coverageOf(both))['writer']).toEqual([
    '"writer" in iga.roles: never deciding',
    'risk.score < 50: never deciding',
  ]);
  const each = `${both}  - { test: role, subject: kim, request: both, expect: { scopes: [read] } }
  - { test: risk, subject: sam, request: both, after: { sources.risk.score: 50 }, differs: { scopes: { lost: [write] }, lifetimes: { access_token: unlimited } } }\n`;
  expect(unseen(await coverageOf(each))['writer']).toEqual([]);
});

test('a condition that guards another decides, although the other errs where it is false', async () => {
  const policy =
    'policy: p\nowner: o@example.com\ngates: [{ rule: all, permit: true }]\nscopes: { read: [{ rule: r, permit: has(actor.id) && actor.id == "agent" }] }\n';
  const request = (actors: string): string => `{ scopes: [read], actors: [${actors}] }`;
  const { rules } = await coverageOf(
    [
      `  - { test: none, subject: sam, request: ${request('')}, expect: { outcome: deny } }`,
      `  - { test: other, subject: sam, request: ${request('{ type: client, id: other }')}, expect: { outcome: deny } }`,
      `  - { test: agent, subject: sam, request: ${request('{ type: client, id: agent }')}, expect: { scopes: [read] } }\n`,
    ].join('\n'),
    policy,
  );
  expect(rules[1]?.conditions.map(({ yes, no, error, deciding }) => [yes, no, error, deciding])).toEqual([
    [2, 1, 0, 1],
    [1, 1, 1, 1],
  ]);
});

test('a rule no decision asks is not covered, although it could be explained', async () => {
  const denied = await coverageOf('  - { test: t, subject: bot, request: both, expect: { outcome: deny } }\n');
  expect(unseen(denied)).toMatchObject({
    anyone: ['never held', 'subject.type != "workload": never true'],
    reader: ['never asked', '"reader" in iga.roles: never asked'],
  });
});

test('a rule for other clients is one that did not hold', async () => {
  const policy =
    'policy: p\nowner: o@example.com\ngates: [{ rule: all, permit: true }]\nscopes:\n  read:\n    - rule: app\n      permit: client.id == "app"\n    - rule: web\n      permit: client.id == "web"\n';
  const { rules } = await coverageOf(
    '  - { test: t, client: web, request: read, expect: { scopes: [read] } }\n',
    policy,
  );
  expect(rules.map(({ rule, held, notHeld }) => [rule, held, notHeld])).toEqual([
    ['all', 1, 0],
    ['app', 0, 1],
    ['web', 1, 0],
  ]);
});

test('formatting changes no percentage', async () => {
  const short =
    'policy: p\nowner: o@example.com\ngates: [{ rule: all, permit: true }]\nscopes: { read: [{ rule: r, permit: \'"reader" in iga.roles && risk.score < 50\' }] }\n';
  const long = `# a comment

policy: p
owner: o@example.com
gates:
  - rule: all
    permit: true
scopes:
  read:
    - rule: r
      permit: >-
        "reader" in iga.roles

        &&

        risk.score
        < 50
`;
  const [a, b] = [
    await coverageOf('  - { test: t, subject: sam, request: read, expect: { scopes: [read] } }\n', short),
    await coverageOf('  - { test: t, subject: sam, request: read, expect: { scopes: [read] } }\n', long),
  ];
  expect([a.percent, a.covered, a.points]).toEqual([b.percent, b.covered, b.points]);
  expect([a.percent, a.covered, a.points]).toEqual([44.4, 4, 9]);
});

test('a condition that errs counts as neither', async () => {
  const { rules } = await coverageOf(
    '  - { test: t, subject: sam, request: read, sources: { iga: error }, expect: { outcome: deny } }\n',
  );
  expect(rules.find(({ rule }) => rule === 'reader')).toMatchObject({
    held: 0,
    notHeld: 1,
    conditions: [{ yes: 0, no: 0, error: 1, deciding: 0 }],
  });
});
