// SPDX-License-Identifier: Apache-2.0
import type { PermitDecision } from '../../model/decision.ts';
import { op, pdpOf, POLICY, read, requestOf, str, type RuleDraft, type TableDraft } from '../../testing/index.ts';

const GATE: RuleDraft = { about: 'gate', id: 'all', effect: 'permit' };
const rule = (effect: 'permit' | 'deny', id: string, part: Partial<RuleDraft> = {}): RuleDraft => ({
  about: 'groups',
  id,
  effect,
  ...part,
});
const is = (name: string) => op('eq', read('group', 'string', 'bound'), str(name));
const isActive = op('eq', read('iga.status', 'string'), str('active'));

function groups(table: TableDraft, names: readonly string[] = ['staff', 'admins'], targets?: readonly string[]) {
  const pdp = pdpOf({ ...table, rules: [GATE, ...(table.rules ?? [])] });
  const decision = pdp.decide(
    requestOf({ baseline: { groups: names, roles: ['dev'] }, ...(targets && { targets }) }),
    {},
  ) as PermitDecision; // its gate is open
  return {
    kept: decision.groups,
    removed: decision.withheldGroups?.map(({ name, rule: by, reason }) => [name, by?.rule ?? null, reason.code]),
    roles: decision.roles,
  };
}

describe('a group', () => {
  test('is none of the policy’s where no rule speaks of groups; nor are roles', () => {
    expect(groups({})).toEqual({ kept: undefined, removed: undefined, roles: undefined });
  });

  test('is removed where a denial holds, and kept where it does not', () => {
    expect(groups({ rules: [rule('deny', 'no-admins', { when: [is('admins')] })] })).toEqual({
      kept: ['staff'],
      removed: [['admins', 'no-admins', 'denied_by_rule']],
      roles: undefined,
    });
  });

  test('is removed where a denial cannot be told', () => {
    expect(groups({ rules: [rule('deny', 'left', { when: [isActive] })] })).toMatchObject({
      kept: [],
      removed: [
        ['staff', 'left', 'denied_on_error'],
        ['admins', 'left', 'denied_on_error'],
      ],
    });
  });

  test('is kept only where a permit holds, once there are permits; one that cannot be told does not', () => {
    expect(
      groups({ rules: [rule('permit', 'staff', { when: [is('staff')] }), rule('permit', 'x', { when: [isActive] })] }),
    ).toMatchObject({ kept: ['staff'], removed: [['admins', 'x', 'not_permitted']] });
  });

  test('is removed where only other clients have permits', () => {
    expect(groups({ rules: [rule('permit', 'robots', { clients: ['robot'] })] })).toMatchObject({
      kept: [],
      removed: [
        ['staff', 'robots', 'not_permitted'],
        ['admins', 'robots', 'not_permitted'],
      ],
    });
  });

  test('that no rule speaks of is kept, or removed where the project says so', () => {
    const rules = [rule('deny', 'no-admins', { when: [is('admins')] })];
    expect(groups({ rules, governance: { unlistedGroups: 'remove' } })).toMatchObject({
      kept: [],
      removed: [
        ['staff', null, 'no_rule'],
        ['admins', 'no-admins', 'denied_by_rule'],
      ],
    });
    expect(groups({ governance: { unlistedGroups: 'remove' } })).toMatchObject({ kept: [], roles: undefined });
    expect(groups({ governance: { unlistedRoles: 'remove' } })).toMatchObject({ kept: undefined, roles: [] });
  });

  test('is kept only where every target keeps it', () => {
    const policies = [POLICY, { ...POLICY, name: 'b', file: 'b.yaml', audiences: ['https://b.example'] }];
    const rules = [
      rule('permit', 'only-staff-at-b', { policy: 1, when: [is('staff')] }),
      { ...GATE, id: 'b', policy: 1 },
    ];
    expect(groups({ rules, policies }, ['staff', 'admins'], ['https://a.example', 'https://b.example'])).toMatchObject({
      kept: ['staff'],
      removed: [['admins', 'only-staff-at-b', 'not_permitted']],
    });
  });
});

test('a role is decided by its own rules', () => {
  const rules: readonly RuleDraft[] = [
    GATE,
    { about: 'roles', id: 'no-dev', effect: 'deny', when: [op('eq', read('role', 'string', 'bound'), str('dev'))] },
  ];
  expect(
    pdpOf({ rules }).decide(requestOf({ baseline: { roles: ['dev', 'ops'], groups: ['dev'] } }), {}),
  ).toMatchObject({
    roles: ['ops'],
    withheldRoles: [{ name: 'dev', rule: { rule: 'no-dev' }, reason: { code: 'denied_by_rule' } }],
  });
});
