// SPDX-License-Identifier: Apache-2.0
import { compileText, described, TEST_PROJECT } from '../../testing/compile-text.ts';
import { checkGovernedTargets } from './check-governed.ts';
import type { TargetCapability } from './target.ts';

const TARGET: TargetCapability = {
  name: 'example/trigger',
  tokens: ['access_token'],
  capabilities: {
    scopes: 'remove',
    hasUnseenScopes: false,
    claims: {},
    lifetime: [],
    audience: false,
    groups: false,
    roles: false,
    authorizationDetails: false,
    obligations: [],
    isReservedClaim: () => false,
  },
};

function found(governs: string, target: Partial<TargetCapability>): readonly Readonly<Record<string, string>>[] {
  const compiled = compileText('', { project: TEST_PROJECT.replace('{ outside: pass }', governs) });
  return checkGovernedTargets(compiled.project, [{ ...TARGET, ...target }]).map((diagnostic) =>
    described(diagnostic, compiled),
  );
}

const ORDERS = '{ audiences: [https://orders, https://stock], outside: pass }';

test('a target whose tokens are for no governed audience is an error at its name, which says what is governed', () => {
  expect(found(ORDERS, { audiences: ['https://order'] })).toEqual([
    {
      code: 'ungoverned-target',
      at: 'example/trigger',
      message:
        'no policy ever decides at `example/trigger`, whose tokens are for `https://order`: the project governs no audience of it',
      help: 'the project governs `https://orders` and `https://stock`: give the target such an `audience`, or add its own to `governs.audiences`',
    },
  ]);
});

test('a target without an audience of its own is one, too', () => {
  expect(found(ORDERS, { audiences: [], isOwnAudience: () => false }).map(({ message }) => message)).toEqual([
    'no policy ever decides at `example/trigger`, which has no `audience` here: the project governs no audience of it',
  ]);
});

test.each<readonly [string, string, Partial<TargetCapability>]>([
  ['one of its audiences is governed', ORDERS, { audiences: ['https://other', 'https://stock'] }],
  [
    'the audience it has by itself may be governed',
    ORDERS,
    { audiences: [], isOwnAudience: (name) => name.endsWith('stock') },
  ],
  ['its tokens may be for any audience', ORDERS, {}],
  ['the project governs every audience', '{ outside: pass }', { audiences: [] }],
])('a target is fine where %s', (_, governs, target) => {
  expect(found(governs, target)).toEqual([]);
});
