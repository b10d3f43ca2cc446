// SPDX-License-Identifier: Apache-2.0
import type { Obligation, PermitDecision } from '../model/decision.ts';
import type { Pdp } from '../pdp/pdp.ts';
import { echoAdapter, pdpOf, permitOf, portsOf, requestOf, RULE } from '../testing/index.ts';
import type { Adapter } from './adapter.ts';
import { enforce } from './enforce.ts';
import { obligationKey } from './obligations.ts';
import type { IssuanceRequest } from '../model/request.ts';

const REQUEST = requestOf({ scopes: ['read', 'write'] });
const consent = (scope: string): Obligation => ({ type: 'consent', properties: {}, about: { scope }, rule: RULE });

/** What an adapter that can start consents is told to start. */
async function started(decision: PermitDecision, request: IssuanceRequest = REQUEST) {
  const told: (readonly Obligation[])[] = [];
  const echo = echoAdapter({ obligations: ['consent'] });
  const adapter: Adapter<IssuanceRequest, unknown> = {
    ...echo,
    toResponse: (permit, event, pending) => {
      told.push(pending);
      return echo.toResponse(permit, event, pending);
    },
  };
  const pdp: Pdp = { ...pdpOf({ rules: [{ about: 'gate', id: 'all', effect: 'permit' }] }), decide: () => decision };
  const { record } = await enforce(adapter, portsOf(pdp))(request);
  return { told, met: record.obligations.map(({ met }) => met) };
}

describe('an obligation', () => {
  test('is the adapter’s to start where it is not met and about something granted', async () => {
    const decision = permitOf(REQUEST, { obligations: [consent('read'), consent('write')] });
    expect(await started(decision)).toEqual({ told: [[consent('read'), consent('write')]], met: [false, false] });
  });

  test('is not started for a scope that is not granted', async () => {
    const rule = { scope: 'read', rule: RULE };
    const withheld = { scope: 'write', rule: RULE, reason: { code: 'not_permitted', admin: '' } } as const;
    const decision = permitOf(REQUEST, {
      scopes: { granted: [rule], withheld: [withheld] },
      obligations: [consent('read'), consent('write')],
    });
    expect((await started(decision)).told).toEqual([[consent('read')]]);
  });

  test('that was carried out for this request is met', async () => {
    const decision = permitOf(REQUEST, { obligations: [consent('read'), consent('write')] });
    const request = { ...REQUEST, fulfilled: [obligationKey(consent('write'))] };
    expect(await started(decision, request)).toEqual({ told: [[consent('read')]], met: [false, true] });
  });

  test('of another rule is another one', () => {
    const other = { ...consent('read'), rule: { ...RULE, rule: 'other' } };
    expect([obligationKey(consent('read')), obligationKey(other)]).toEqual([
      'consent scope read test/rule',
      'consent scope read test/other',
    ]);
  });
});
