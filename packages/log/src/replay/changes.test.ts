// SPDX-License-Identifier: Apache-2.0
import { changesBetween, type Change } from './changes.ts';
import { contentsOf, heldOf, type Contents } from './contents.ts';
import { recordOf } from '../testing/record-of.ts';

const NOTHING: Contents = {
  isPermitted: true,
  mode: 'enforce',
  scopes: [],
  audiences: [],
  groups: [],
  roles: [],
  details: [],
  tokens: [],
  obligations: [],
};
const more = (kind: Change['kind'], item: string): Change => ({ kind, item, direction: 'more' });
const less = (kind: Change['kind'], item: string): Change => ({ kind, item, direction: 'less' });
const token = (claims: Contents['tokens'][number]['claims'], lifetimeSeconds?: number): Partial<Contents> => ({
  tokens: [{ token: 'access_token', claims, ...(lifetimeSeconds !== undefined && { lifetimeSeconds }) }],
});
const payment = (amount: number, actions: readonly string[] = ['pay']) => ({
  details: [{ type: 'payment', actions: [...actions], amount }],
});

test.each<[string, Partial<Contents>, Partial<Contents>, readonly Change[]]>([
  ['nothing', {}, {}, []],
  ['a token', { isPermitted: false }, { isPermitted: true }, [more('token', 'issued')]],
  ['a scope for another', { scopes: ['a', 'b'] }, { scopes: ['b', 'c'] }, [more('scope', 'c'), less('scope', 'a')]],
  [
    'an audience, a group and a role',
    { audiences: ['x'], groups: ['g'] },
    { roles: ['r'] },
    [less('audience', 'x'), less('group', 'g'), more('role', 'r')],
  ],
  ['a claim that is new', token({}), token({ tenant: 'north' }), [more('claim', 'access_token tenant')]],
  ['a claim that goes', token({ tenant: 'north' }), token({}), [less('claim', 'access_token tenant')]],
  [
    'a claim that says something else',
    token({ tenant: 'north' }),
    token({ tenant: 'south' }),
    [more('claim', 'access_token tenant')],
  ],
  ['a list that loses an item', token({ r: ['a', 'b'] }), token({ r: ['b'] }), [less('claim', 'access_token r')]],
  ['a list that gets another', token({ r: ['a', 'b'] }), token({ r: ['b', 'c'] }), [more('claim', 'access_token r')]],
  ['the same claim, its members in another order', token({ r: { a: 1, b: 2 } }), token({ r: { b: 2, a: 1 } }), []],
  ['a longer life', token({}, 60), token({}, 61), [more('lifetime', 'access_token')]],
  ['a life that is limited', token({}), token({}, 61), [less('lifetime', 'access_token')]],
  ['a detail with a lesser amount', payment(100), payment(50), [less('authorization_detail', 'payment')]],
  ['a detail with a larger amount', payment(50), payment(100), [more('authorization_detail', 'payment')]],
  [
    'a detail with fewer actions',
    payment(1, ['pay', 'see']),
    payment(1, ['see']),
    [less('authorization_detail', 'payment')],
  ],
  [
    'a detail that is another',
    payment(50, ['pay']),
    payment(40, ['see']),
    [more('authorization_detail', 'payment'), less('authorization_detail', 'payment')],
  ],
  ['an obligation that falls away', { obligations: ['step_up {}'] }, {}, [more('obligation', 'step_up')]],
  ['an obligation', {}, { obligations: ['step_up {}'] }, [less('obligation', 'step_up')]],
  ['what is only observed from now on', {}, { mode: 'observe' }, [more('mode', 'observe')]],
])('tells %s', (_, before, after, want) => {
  expect(changesBetween({ ...NOTHING, ...before }, { ...NOTHING, ...after })).toEqual(want);
});

test('the contents of a record are its baseline with the changes made, and the shorter of two lives', () => {
  const record = recordOf({ n: 1, claims: { tenant: 'north' } });
  expect(contentsOf(record)).toEqual({
    ...NOTHING,
    scopes: ['payments:read'],
    audiences: ['https://api.example.com/payments'],
    tokens: [{ token: 'access_token', claims: { email: 'dana@example.com', tenant: 'north' }, lifetimeSeconds: 3600 }],
  });
  const { granted } = record;
  const rule = { policy: 'payments', rule: 'short', at: 'a:1:1' };
  const limited = (seconds: number) => ({
    ...record,
    granted: { ...granted!, tokens: granted!.tokens.map((of) => ({ ...of, lifetime: { seconds, rule } })) },
  });
  const lives = [60, 7200].map((seconds) => contentsOf(limited(seconds)).tokens[0]?.lifetimeSeconds);
  expect(lives).toEqual([60, 3600]);
});

test('a token of an observed decision holds the baseline, and one of a refused decision nothing', () => {
  const record = recordOf({ n: 1, granted: [], withheld: ['payments:write'] });
  expect(heldOf({ ...record, mode: 'observe', effect: 'issued_unchanged' })).toMatchObject({
    isPermitted: true,
    scopes: ['payments:write'],
    tokens: [{ claims: { email: 'dana@example.com' } }],
  });
  expect(heldOf({ ...record, effect: 'refused' })).toEqual({ ...NOTHING, isPermitted: false });
});
