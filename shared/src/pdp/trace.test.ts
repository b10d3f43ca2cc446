// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { op, pdpOf, read, requestOf, str, type Draft } from '../testing/index.ts';
import type { Tri } from './eval/tri.ts';
import { isCut, MAX_CONJUNCTS, MAX_TRACE, readTrace, traceCode } from './trace.ts';

test('a trace code says rule, conjunct and result again, for two million rules', () => {
  const results = ['no', 'yes', 'error'] as const;
  fc.assert(
    fc.property(
      fc.nat(2_000_000),
      fc.nat(MAX_CONJUNCTS - 1),
      fc.constantFrom<Tri>(0, 1, 2),
      (rule, conjunct, result) => {
        const code = traceCode(rule, conjunct, result);
        expect(Number.isSafeInteger(code)).toBe(true);
        expect(readTrace([code])).toEqual([{ rule, conjunct, result: results[result] }]);
      },
    ),
  );
});

test('the trace of a decision names every evaluation in order: the conjunct that failed, else the first that erred', () => {
  const is = (value: string): Draft => op('eq', read(`s.${value}`, 'string'), str(value));
  const pdp = pdpOf({
    rules: [
      { about: 'gate', id: 'deny', effect: 'deny', when: [is('a'), is('b')] },
      { about: 'gate', id: 'open', effect: 'permit' },
      { about: { scope: 'x' }, id: 'errs', effect: 'permit', when: [is('a'), is('gone'), is('lost')] },
      { about: { scope: 'x' }, id: 'holds', effect: 'permit', when: [is('a')] },
      { about: { scope: 'x' }, id: 'not asked', effect: 'permit' },
    ],
  });
  expect(readTrace(pdp.decide(requestOf({ scopes: ['x'] }), { s: { a: 'a', b: 'not b' } }).trace)).toEqual([
    { rule: 0, conjunct: 1, result: 'no' },
    { rule: 1, conjunct: 0, result: 'yes' },
    { rule: 2, conjunct: 1, result: 'error' },
    { rule: 3, conjunct: 0, result: 'yes' },
  ]);
});

describe('a trace that would be too long', () => {
  const pdp = pdpOf({
    rules: [
      { about: 'gate', id: 'open', effect: 'permit' },
      ...Array.from({ length: 20 }, (_, i) => ({
        about: { scope: 'x' },
        id: `no-${i}`,
        effect: 'permit' as const,
        when: [op('eq', read('s.a', 'string'), str('b'))],
      })),
    ],
  });
  const decide = (scopes: number) => pdp.decide(requestOf({ scopes: Array(scopes).fill('x') }), { s: { a: 'a' } });

  test('is cut, says so, and is the same when it is made again', () => {
    const { trace } = decide(1_000);
    expect([trace.length, isCut(trace), readTrace(trace).length]).toEqual([MAX_TRACE + 1, true, MAX_TRACE]);
    expect(readTrace(trace).at(-1)).toMatchObject({ result: 'no' });
    expect(decide(1_000).trace).toEqual(trace);
    expect(isCut(decide(10).trace)).toBe(false);
  });

  test('belongs to a decision that stays what it is, until there are too many rules to be told', () => {
    const { scopes, outcome } = decide(10_000);
    expect([outcome, scopes.granted.length, scopes.withheld.length]).toEqual(['permit', 0, 10_000]);
    expect(scopes.withheld[0]?.reason.admin).toContain('does not hold');
    expect(scopes.withheld.at(-1)?.reason.admin).toContain('could not be evaluated');
  });
});
