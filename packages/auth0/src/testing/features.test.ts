// SPDX-License-Identifier: Apache-2.0
import {
  ACTION_TRIGGERS,
  allFeatures,
  createActionInstance,
  sampleEvent,
  TENANT_FEATURES,
  type ActionInstanceOptions,
  type ActionReport,
  type ActionTrigger,
  type FeatureState,
  type TenantFeature,
} from './index.ts';

function execute(
  trigger: ActionTrigger,
  body: string,
  options: Partial<ActionInstanceOptions> = {},
): Promise<ActionReport> {
  const code = `exports.${ACTION_TRIGGERS[trigger].entrypoints[0]} = async (event, api) => { ${body} };`;
  return createActionInstance({ code, trigger, ...options }).execute(sampleEvent(trigger));
}

const CALLS: readonly (readonly [TenantFeature, ActionTrigger, string])[] = [
  ['targetScopes', 'post-login', `transaction.addTargetScope('x')`],
  ['targetScopes', 'post-login', `transaction.removeTargetScope('x')`],
  ['targetScopes', 'post-login', `transaction.setTargetScopes([])`],
  ['targetScopes', 'post-login', `transaction.clearTargetScopes()`],
  ['targetScopes', 'credentials-exchange', `transaction.removeTargetScope('x')`],
  ['transactionMetadata', 'post-login', `transaction.setMetadata('a', 1)`],
  ['cteTransactionMetadata', 'custom-token-exchange', `transaction.setMetadata('a', 1)`],
  ['refreshTokenManagement', 'post-login', `refreshToken.setExpiresAt(5)`],
  ['sessionManagement', 'post-login', `session.setExpiresAt(5)`],
  ['groups', 'post-login', `groups.getUserGroups()`],
  ['roles', 'post-login', `roles.getUserEffectiveRoles()`],
  ['saml', 'post-login', `samlResponse.setAudience('a')`],
  ['forms', 'post-login', `prompt.render('a')`],
];

test('every feature has a call', () => {
  expect([...new Set(CALLS.map(([feature]) => feature))].toSorted()).toEqual([...TENANT_FEATURES].toSorted());
});

describe.each(CALLS)('%s of %s: %s', (feature, trigger, call) => {
  const [namespace = '', method = ''] = (call.split('(')[0] ?? '').split('.');
  const seen = (state: FeatureState): Promise<ActionReport> =>
    execute(
      trigger,
      `console.log(typeof api.${namespace}?.${method}); api.${namespace}?.${method} && await api.${call};`,
      {
        features: { [feature]: state },
      },
    );

  test('is there and works where it is on', async () => {
    const { console, calls } = await seen('on');
    expect([console.full, calls.map((each) => each.threw)]).toEqual(['function\n', [undefined]]);
  });

  test('is there and throws where it is behind a flag', async () => {
    const { console, calls } = await seen('throws');
    expect([console.full, calls.map((each) => each.threw)]).toEqual(['function\n', ['Method not implemented.']]);
  });

  test('is not there in an older runtime', async () => {
    const { console, calls } = await seen('absent');
    expect([console.full, calls]).toEqual(['undefined\n', []]);
  });
});

test('a namespace of which nothing is left is gone, the others stay', async () => {
  const { console } = await execute('post-login', `console.log(Object.keys(api).join())`, {
    features: allFeatures('absent'),
  });
  expect(console.full).toBe(
    'access,accessToken,authentication,cache,idToken,multifactor,redirect,user,validation,rules\n',
  );
});

test.each(['on', 'throws', 'absent'] as const)(
  'the event tells the target scopes only where they are on: %s',
  async (state) => {
    for (const trigger of ['post-login', 'credentials-exchange'] as const) {
      const { console } = await execute(trigger, `console.log('target_scopes' in event.transaction)`, {
        features: { targetScopes: state },
      });
      expect(console.full).toBe(`${state === 'on'}\n`);
    }
  },
);

test('a method taken off its object throws, as one with private members does', async () => {
  const { errorDescription } = await execute('post-login', `const { deny } = api.access; deny('x');`);
  expect(errorDescription).toBe('access.deny was called without its object');
});

test('a copy of a namespace has no methods', async () => {
  expect((await execute('post-login', `console.log(Object.keys({ ...api.access }).length)`)).console.full).toBe('0\n');
});

test('no Rule was ever executed', async () => {
  expect((await execute('post-login', `console.log(api.rules.wasExecuted('rul_1'))`)).console.full).toBe('false\n');
});

describe('what the tenant’s directory knows', () => {
  const directory = {
    groups: [
      { id: 'grp_1', name: 'depot' },
      { id: 'grp_2', name: 'office' },
      { id: 'grp_3', name: 'night' },
    ],
    roles: [
      { id: 'rol_1', name: 'clerk' },
      { id: 'rol_2', name: 'lead' },
    ],
  };
  const asked = async (call: string): Promise<unknown> => {
    const { console, calls } = await execute('post-login', `console.log(JSON.stringify(await api.${call}))`, {
      directory,
    });
    return calls[0]?.threw ?? JSON.parse(console.full);
  };

  test.each([
    [`groups.getUserGroups()`, { groups: directory.groups }],
    [`groups.getUserGroups({ take: 2 })`, { groups: directory.groups.slice(0, 2), next: '2' }],
    [`groups.getUserGroups({ take: 2, from: '2' })`, { groups: directory.groups.slice(2) }],
    [`groups.getUserGroups({ take: 0 })`, 'take must be a positive integer'],
    [`groups.getUserGroups({ from: 2 })`, 'from must be a string'],
    [
      `groups.hasGroupMembership(['grp_1', 'office', 'none'])`,
      {
        memberships: {
          grp_1: { is_member: true, matches: [directory.groups[0]] },
          office: { is_member: true, matches: [directory.groups[1]] },
          none: { is_member: false },
        },
      },
    ],
    [`groups.hasGroupMembership([])`, 'groups must be a non-empty list of strings'],
    [`roles.getUserEffectiveRoles({ take: 1 })`, { roles: [directory.roles[0]], next: '1' }],
    [`roles.getUserEffectiveRoles({ take: 101 })`, 'take must be at most 100'],
    [`roles.getUserEffectiveRolesByIds(['rol_2'])`, { roles: [directory.roles[1]] }],
    [`roles.getUserEffectiveRolesByIds(Array(101).fill('a'))`, 'at most 100 ids can be asked for'],
    [`roles.getUserEffectiveRolesByNames(['clerk', 'x'])`, { roles: [directory.roles[0]] }],
    [`roles.getUserEffectiveRolesByNames(Array(51).fill('a'))`, 'at most 50 names can be asked for'],
    [`roles.getUserEffectiveRolesByNames('clerk')`, 'names must be a non-empty list of strings'],
  ])('%s', async (call, answer) => {
    expect(await asked(call)).toEqual(answer);
  });
});
