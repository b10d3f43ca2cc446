// SPDX-License-Identifier: Apache-2.0
import { callOp } from '../../testing/call-op.ts';
import { mapWith } from '../values/maps.ts';
import { equal } from '../values/equal.ts';
import { LIST_OPS, STRING_OPS } from '../ops/families.ts';
import { caller } from './pure.ts';
import { eighthsOf, extentOf, MAX_STEPS, spend } from './work.ts';

test('what is spent is gone, and what is not there is not spent', () => {
  const meter = { steps: 10 };
  spend(meter, 10);
  expect(meter.steps).toBe(0);
  expect(() => spend(meter, 1)).toThrow(RangeError);
});

test('texts, bytes and lists have an extent', () => {
  expect(['a'.repeat(64), new Uint8Array(64), Array(64), 'a', 7, null, {}, true, 1n].map(extentOf)).toEqual([
    2, 2, 16, 0, 0, 0, 0, 0, 0,
  ]);
});

test('an expression is counted by its operators', () => {
  const not = (count: number): readonly ['not', never] => ['not', (count > 1 ? not(count - 1) : ['true']) as never];
  expect([eighthsOf(), eighthsOf(not(6)), eighthsOf(not(7)), eighthsOf(not(7), not(7))]).toEqual([1, 1, 2, 3]);
});

test('a call is charged by its operands before it is made, and by its result after', () => {
  const op = new Map(STRING_OPS).get('reverse_str');
  if (op === undefined || !('pure' in op)) throw new Error('no such function');
  const charged = (steps: number): readonly unknown[] => {
    const meter = { steps };
    const result = caller(op)(['a'.repeat(320)], meter);
    return [typeof result, meter.steps];
  };
  expect(charged(1_000)).toEqual(['string', 1_000 - 12 * (1 + 10 + 10)]);
  expect(charged(12 * 11 - 1)).toEqual(['symbol', -1]);
});

test('what is shared many times over is not gone through to its end', () => {
  let nested: unknown = [];
  for (let i = 0; i < 40; i++) nested = Array(10).fill(nested);
  expect(() => equal(nested, structuredClone([nested])[0])).toThrow(RangeError);
  expect(callOp(LIST_OPS, 'flatten', nested, 100)).toBe('error');
});

test('a text that is too long is no key', () => {
  const meter = { steps: MAX_STEPS };
  expect(mapWith({}, [['a'.repeat(4_096), 1]], meter)).toBeDefined();
  expect(mapWith({}, [['a'.repeat(4_097), 1]], meter)).toBeUndefined();
  const map = { ['a'.repeat(4_097)]: 1 };
  expect(() => equal(map, { ...map })).toThrow(RangeError);
});
