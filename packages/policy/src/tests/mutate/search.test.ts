// SPDX-License-Identifier: Apache-2.0
import { tested, TESTED_PROJECT } from '../../testing/tested.ts';
import { testPdp } from '../run-tests.ts';
import { mutate, type MutationResult } from './mutate.ts';

const PROJECT = TESTED_PROJECT.replace(
  'tenant: { type: string }',
  `tenant: { type: string }
        seen: { type: string }
        level: { type: integer }
        addr: { type: string }
        limits: { type: object, additionalProperties: { type: integer } }
        cases: { type: array, items: { type: object, required: [kind], properties: { kind: { type: string }, open: { type: boolean } } } }`,
).replace('required: [roles]', 'required: [roles, seen, level, addr, limits, cases]');
const FACTS = 'roles: [reader], seen: 2026-01-15T00:00:00Z, level: 5, addr: 10.1.2.3, limits: {}, cases: []';

/** Mutation of a policy with one test, which is about a request that is granted `asked`, or (without it) about one no gate lets through. */
async function mutated(
  gate: string,
  scopes: Readonly<Record<string, string>>,
  asked?: string,
): Promise<MutationResult> {
  const rules = Object.entries(scopes).map(([name, permit]) => `  ${name}: [{ rule: ${name}, permit: '${permit}' }]\n`);
  const { project, compiled, file } = tested(
    `tests:
  - test: t
    subject: { id: sam ${asked === undefined ? ', type: workload' : ''} }
    request: { scopes: [${asked ?? 'read'}] }
    sources: { iga: { ${FACTS} }, risk: { score: 1 } }
    expect: ${asked === undefined ? '{ outcome: deny }' : `{ scopes: [${asked}] }`}
`,
    `policy: p\nowner: o@example.com\ngates: [{ rule: all, permit: '${gate}' }]\nscopes:\n${rules.join('')}`,
    PROJECT,
  );
  return mutate({ project, compiled, pdp: testPdp(compiled), files: [file] });
}

const told = (changes: readonly { readonly rule: string; readonly change: string }[]): readonly string[] =>
  changes.map(({ rule, change }) => `${rule}: ${change}`);

test('a gate that compares times hides nothing of the scopes behind it', async () => {
  const { missed, unresolved } = await mutated(
    'timestamp(iga.seen) < timestamp("2026-02-01T00:00:00Z")',
    {
      level: 'iga.level > 3',
      inside: 'cidr("10.0.0.0/8").containsIP(iga.addr)',
    },
    'level, inside',
  );
  expect(told(unresolved)).toEqual([]);
  expect(told(missed)).toEqual(
    expect.arrayContaining([
      'level: `iga.level > 3` is left out',
      'inside: `cidr("10.0.0.0/8").containsIP(iga.addr)` is left out',
    ]),
  );
});

test.each([
  'timestamp(iga.seen) < timestamp("2026-02-01T00:00:00Z")',
  'timestamp(iga.seen) > timestamp("2027-02-01T00:00:00+02:00")',
  'timestamp(context.time) > timestamp("2027-02-01T00:00:00Z")',
  'cidr("192.168.0.0/16").containsIP(iga.addr)',
  '!cidr("10.0.0.0/8").containsIP(iga.addr)',
  'ip(iga.addr) == ip("10.0.0.9")',
  'semver(iga.seen).isGreaterThan(semver("1.4.2"))',
  'iga.seen.startsWith("eu-")',
  'iga.seen.endsWith("@example.com")',
  'iga.seen.contains("mark")',
  'iga.seen.matches("^[A-Z]{2}-\\\\d+$")',
  'size(iga.seen) == 12',
  'iga.cases.exists(c, c.kind == "fraud")',
  'iga.cases.exists(c, c.kind == "fraud" && has(c.open) && c.open)',
  'size(iga.cases) > 0 && iga.cases.all(c, c.kind in ["fraud", "audit"])',
  'iga.roles.exists(r, r.startsWith("x-"))',
  'size(iga.roles) > 0 && iga.roles.all(r, r.endsWith("-x"))',
  'has(iga.tenant)',
  'iga.limits[client.id] > 2',
  'iga.limits["gold"] > 2',
])('a request is found that passes %s, from a case that does not', async (condition) => {
  const { missed, unresolved } = await mutated('subject.type == "user"', { read: condition });
  expect(told(unresolved)).toEqual([]);
  expect(told(missed)).toContain('read: the rule is gone');
});

test('what no value of a domain passes is told from a case that passes it', async () => {
  const { unresolved } = await mutated('iga.level * 7919 % 104729 == 39595', { read: 'risk.score < 50' }, 'read');
  expect(told(unresolved).filter((change) => change.startsWith('read: '))).toEqual([]);
});
