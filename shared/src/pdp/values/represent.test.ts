// SPDX-License-Identifier: Apache-2.0
import { MAX_STEPS } from '../eval/work.ts';
import { narrowing, widening } from './represent.ts';
import { KeyedMap, Optional } from './special.ts';

const steps = (left = MAX_STEPS) => ({ steps: left });

test('ints are bigints in places of type dyn, and become what they were', () => {
  const value = [{ a: new Optional(1) }, { a: new Optional(2) }];
  const wide = widening('lmsoi')(value, steps());
  expect(wide).toEqual([{ a: new Optional(1n) }, { a: new Optional(2n) }]);
  expect(narrowing('lmsoi')(wide, steps())).toEqual(value);
});

test.each<readonly [what: string, code: string, grow: (inner: unknown) => unknown]>([
  ['lists', 'l', (inner) => Array(10).fill(inner)],
  ['maps', 'ms', (inner) => Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`m${i}`, inner]))],
  [
    'maps with other keys',
    'mi',
    (inner) => new KeyedMap(new Map(Array.from({ length: 10 }, (_, i) => [i, [i, inner] as const]))),
  ],
])('%s that stand in each other many times over end the work', (_, code, grow) => {
  let value: unknown = 1;
  for (let i = 0; i < 20; i++) value = grow(value);
  expect(() => widening(`${code.repeat(20)}i`)(value, steps())).toThrow(RangeError);
});
