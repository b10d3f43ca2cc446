// SPDX-License-Identifier: Apache-2.0
import type { Attributes, AuthorizationDetail, IssuanceDecision } from '@assay/core/model';
import type { DecisionRecord } from '@assay/core/log';
import { explain } from '@assay/core/pdp';
import { num, op, pdpOf, read, requestOf, str } from '@assay/core/testing';
import pc from 'picocolors';
import { outcomeOf } from './item-outcome.ts';
import { accountText } from './views/account-text.ts';
import type { ItemAccount } from './explanation.ts';

const AUDIENCE = 'https://api.example.com';
const PAINT = pc.createColors(false);

const pdp = pdpOf({
  rules: [
    { about: 'gate', id: 'all', effect: 'permit' },
    { about: { detail: 'payment' }, id: 'pay', effect: 'permit', limit: [{ path: ['amount'], value: num(100) }] },
    {
      about: { detail: 'payment' },
      id: 'read-only',
      effect: 'deny',
      when: [op('eq', read('cell.action', 'string', 'bound'), str('write'))],
      reason: 'nobody writes',
    },
  ],
});

/** The account of some elements, as people read it, without rules. */
function told(authorizationDetails: readonly AuthorizationDetail[], decide = decided): string {
  const request = requestOf({ authorizationDetails });
  const decision = decide(authorizationDetails);
  const items = explain(pdp, request, {}).items.flatMap((item): readonly ItemAccount[] => {
    const { kind, about, audience, cell } = item;
    // sound: only claims look into the record
    const outcome = outcomeOf(item, decision, {} as DecisionRecord);
    return kind === 'detail' ? [{ kind, about, audience, ...(cell && { cell }), ...outcome, rules: [] }] : [];
  });
  return accountText({ governed: true, items, sources: [] }, PAINT);
}

const NOTHING: Attributes = {};
const decided = (authorizationDetails: readonly AuthorizationDetail[]): IssuanceDecision =>
  pdp.decide(requestOf({ authorizationDetails }), NOTHING);

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => /^ {2}\S/.test(line));

test('of authorization details each element is named by its place and each cell by itself, with what came of it', () => {
  expect(
    lines(
      told([
        { type: 'payment', amount: 1, actions: ['read', 'write'], datatypes: ['names'] },
        { type: 'payment', amount: 1 },
        { type: 'payment', actions: ['read'] },
        { type: 'other', locations: ['https://else.example'] },
      ]),
    ),
  ).toEqual([
    `  payment [0] read of names at ${AUDIENCE}: granted`,
    `  payment [0] write of names at ${AUDIENCE}: withheld, nobody writes [denied_by_rule]`,
    `  payment [1] at ${AUDIENCE}: granted`,
    `  payment [2] read at ${AUDIENCE}: withheld, the limit of rule \`test/pay\` on \`amount\` cannot be applied [limit_failed]`,
    '  other [3] at https://else.example: withheld, no rule permits it [no_rule]',
  ]);
});

test('of a denial each cell has its own reason, where its element was decided', () => {
  const denial = (withheldDetails?: Extract<IssuanceDecision, { outcome: 'deny' }>['withheldDetails']) => () =>
    ({
      outcome: 'deny',
      error: 'access_denied',
      reason: { code: 'not_permitted', admin: 'no way' },
      rule: null,
      scopes: { granted: [], withheld: [] },
      obligations: [],
      policyDigest: '',
      trace: [],
      ...(withheldDetails && { withheldDetails }),
    }) as const;
  const details = [{ type: 'payment', amount: 1, actions: ['write'] }];
  expect(lines(told(details, denial()))).toEqual([
    `  payment [0] write at ${AUDIENCE}: withheld, no way [not_permitted]`,
  ]);
  const reason = { code: 'denied_by_rule', admin: 'the first cell' } as const;
  expect(lines(told(details, denial([{ index: 0, type: 'payment', rule: null, reason }])))).toEqual([
    `  payment [0] write at ${AUDIENCE}: withheld, nobody writes [denied_by_rule]`,
  ]);
});

test('of many cells with one answer some are named, and the others counted', () => {
  const actions = Array.from({ length: 12 }, (_, i) => `a${i}`);
  const [line = ''] = lines(told([{ type: 'payment', amount: 1, actions }]));
  expect(line).toMatch(/^ {2}payment \[0\] a0 at .* and payment \[0\] a7 at \S+ and 4 more: granted$/);
});
