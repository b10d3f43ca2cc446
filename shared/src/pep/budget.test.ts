// SPDX-License-Identifier: Apache-2.0
import type { SourceBinding } from '../pip/source.ts';
import { echoAdapter, op, pdpOf, portsOf, read, requestOf, str } from '../testing/index.ts';
import { enforce } from './enforce.ts';
import type { Ports } from './ports.ts';

const never = (): Promise<never> => new Promise(() => undefined);
const PDP = pdpOf({
  rules: [
    { about: 'gate', id: 'all', effect: 'permit', when: [op('eq', read('iga.status', 'string'), str('active'))] },
  ],
});
const late: SourceBinding = { source: { name: 'iga', read: never }, timeoutMs: 60_000, failed: { status: 'active' } };

const attempt = (part: Partial<Omit<Ports, 'sink'>> & { readonly sink?: Ports['sink'] }) =>
  enforce(echoAdapter(), { ...portsOf(PDP), stopwatch: () => performance.now(), ...part })(requestOf());

describe('the budget of an attempt', () => {
  test('ends a late source, which takes its failure mode', async () => {
    const { decision, record } = await attempt({ sources: [late], budgetMs: 40 });
    expect([decision.outcome, record.evidence[0]?.status, record.evidence[0]?.exception]).toEqual([
      'permit',
      'timeout',
      'failed',
    ]);
  });

  test('leaves half of itself to the log, at most', async () => {
    const { record } = await attempt({ sources: [late], budgetMs: 100 });
    expect(record.timings.gather).toBeLessThan(90);
  });

  test('ends a late log, and without its record the token is refused', async () => {
    const sink: Ports['sink'] = { name: 'slow', write: never, flush: async () => {} };
    const ready: SourceBinding = { ...late, source: { name: 'iga', read: () => ({ value: { status: 'active' } }) } };
    const { decision } = await attempt({ sources: [ready], sink, budgetMs: 40 });
    expect(decision).toMatchObject({ outcome: 'deny', reason: { code: 'record_not_written' } });
  });
});

describe('a decision beyond the sizes of the platform', () => {
  test('is refused as one it cannot carry out', async () => {
    const adapter = echoAdapter({
      exceeds: ({ scopes }) => (scopes.granted.length >= 0 ? 'too many scopes' : undefined),
    });
    const pdp = pdpOf({ rules: [{ about: 'gate', id: 'all', effect: 'permit' }] });
    const { decision } = await enforce(adapter, portsOf(pdp))(requestOf());
    expect(decision).toMatchObject({
      outcome: 'deny',
      error: 'access_denied',
      reason: { code: 'unenforceable', admin: 'too many scopes' },
    });
  });
});

describe('the id of an attempt', () => {
  test('may be made of the event', async () => {
    const pdp = pdpOf({ rules: [{ about: 'gate', id: 'all', effect: 'permit' }] });
    const newId = (native: unknown): string => `id of ${(native as { trigger: string }).trigger}`;
    const { record } = await enforce(echoAdapter(), portsOf(pdp, { newId }))(requestOf({ trigger: 'login' }));
    expect(record.id).toBe('id of login');
  });
});
