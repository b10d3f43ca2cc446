// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { callOp } from '../../testing/call-op.ts';
import { Duration, Timestamp, Uint } from '../values/special.ts';
import { MAX_ITEMS } from './bounded.ts';
import { LIST_OPS } from './lists.ts';
import { SET_OPS } from './sets.ts';

const call = (name: string, ...values: readonly unknown[]): unknown =>
  callOp([...LIST_OPS, ...SET_OPS], name, ...values);

describe('the lists extension', () => {
  test.each<readonly [name: string, values: readonly unknown[], want: unknown]>([
    ['slice', [[1, 2, 3, 4], 1, 3], [2, 3]],
    ['slice', [[1, 2], 2, 2], []],
    ['slice', [[1, 2], 2, 1], 'error'],
    ['slice', [[1, 2], -1, 1], 'error'],
    ['slice', [[1, 2], 0, 3], 'error'],
    ['slice', [{ 0: 1 }, 0, 0], 'error'],
    ['flatten', [[[1], [2, [3]], []]], [1, 2, [3]]],
    ['flatten', [[1, [2]]], [1, 2]],
    ['flatten', [[1, [2, [3, [4]]]], 2], [1, 2, 3, [4]]],
    ['flatten', [[1, [2]], 0], [1, [2]]],
    ['flatten', [[[[[1]]]], 9_223_372_036_854_775_807n], [1]],
    ['flatten', [[1], -1], 'error'],
    ['distinct', [[1, 2, 2, 3, 1]], [1, 2, 3]],
    ['distinct', [[1n, 1, new Uint(1n), '1', true]], [1n, '1', true]],
    ['distinct', [[[1], [1], { a: [1] }, { a: [1] }, null, null]], [[1], { a: [1] }, null]],
    ['distinct', [[NaN, NaN]], [NaN, NaN]],
    ['reverse_list', [[1, 2, 3]], [3, 2, 1]],
    ['range', [3], [0, 1, 2]],
    ['range', [0], []],
    ['range', [-1], []],
    ['range', [MAX_ITEMS + 1], 'error'],
    ['sort', [[3, 1, 2]], [1, 2, 3]],
    ['sort', [['b', 'c', 'a', '😀', '\uffee']], ['a', 'b', 'c', '\uffee', '😀']],
    ['sort', [[true, false]], [false, true]],
    ['sort', [[new Uint(2n), new Uint(1n)]], [new Uint(1n), new Uint(2n)]],
    ['sort', [[new Duration(2n), new Duration(1n)]], [new Duration(1n), new Duration(2n)]],
    ['sort', [[new Timestamp(2n), new Timestamp(1n)]], [new Timestamp(1n), new Timestamp(2n)]],
    ['sort', [[Uint8Array.of(2), Uint8Array.of(1, 9)]], [Uint8Array.of(1, 9), Uint8Array.of(2)]],
    ['sort', [[9_223_372_036_854_775_807n, 1]], [1, 9_223_372_036_854_775_807n]],
    ['sort', [[]], []],
    ['sort', [[1, 'b']], 'error'],
    ['sort', [[1, new Uint(2n)]], 'error'],
    ['sort', [[[1]]], 'error'],
    ['sort', [[{ constructor: 1 }]], 'error'],
    ['sort', [[1.5, NaN]], 'error'],
    [
      'sort',
      [
        ['foo', 'bar', 'baz'],
        [3, 1, 2],
      ],
      ['bar', 'baz', 'foo'],
    ],
    ['sort', [['foo', 'bar'], [1]], 'error'],
  ])('%s of %p is %p', (name, values, want) => {
    expect(call(name, ...values)).toEqual(want);
  });

  test('keeps the order of items with equal keys, and the list as it was', () => {
    const list = ['a', 'b', 'c', 'd'];
    expect(call('sort', list, [1, 0, 1, 0])).toEqual(['b', 'd', 'a', 'c']);
    expect(call('reverse_list', list)).toEqual(['d', 'c', 'b', 'a']);
    expect(list).toEqual(['a', 'b', 'c', 'd']);
  });

  test('gives up on what grows beyond bounds, and soon', () => {
    let nested: unknown = [];
    for (let i = 0; i < 40; i++) nested = Array(100).fill(nested);
    expect(call('flatten', nested, 100)).toBe('error');
    expect(call('flatten', Array(200).fill(Array(100).fill(1)))).toBe('error');
    const items = (count: number, item: (i: number) => unknown): readonly unknown[] =>
      Array.from(Array(count), (_, i) => item(i));
    expect(call('distinct', items(2_000, String))).toHaveLength(2_000);
    expect(call('distinct', items(2_000, Number))).toHaveLength(2_000);
    expect(
      call(
        'distinct',
        items(300, (i) => [i]),
      ),
    ).toHaveLength(300);
    expect(call('distinct', items(10_000, String))).toHaveLength(10_000);
    // what has only its length for a hash, and what has none
    expect(
      call(
        'distinct',
        items(10_000, (i) => 'a'.repeat(16_384) + i),
      ),
    ).toBe('error');
    expect(
      call(
        'distinct',
        items(10_000, (i) => [i]),
      ),
    ).toBe('error');
    expect(call('set_contains', items(10_000, Number), items(10_000, Number))).toBe(true);
    expect(
      call(
        'set_contains',
        items(10_000, (i) => [i]),
        items(10_000, (i) => [i]),
      ),
    ).toBe('error');
    expect(
      call(
        'sort',
        items(10_000, (i) => 'a'.repeat(16_384) + i),
      ),
    ).toBe('error');
  });
});

describe('the sets extension', () => {
  test.each<readonly [name: string, a: unknown, b: unknown, want: unknown]>([
    ['set_contains', [1, 2, 3], [3, 1, 1], true],
    ['set_contains', [1, 2], [], true],
    ['set_contains', [], [1], false],
    ['set_contains', [[1], { a: 1 }], [{ a: 1 }, [1]], true],
    ['set_contains', [1, new Uint(2n)], [1n, 2], true],
    ['set_contains', ['1'], [1], false],
    ['set_contains', [NaN], [NaN], false],
    ['set_equivalent', [1, 2, 2], [2, 1], true],
    ['set_equivalent', [1, 2], [1], false],
    ['set_equivalent', [1], [1, 2], false],
    ['set_equivalent', [], [], true],
    ['set_intersects', [1, 2], [2, 3], true],
    ['set_intersects', [1], [2], false],
    ['set_intersects', [], [], false],
    ['set_intersects', {}, [], 'error'],
  ])('%s of %p and %p is %p', (name, a, b, want) => {
    expect(call(name, a, b)).toBe(want);
  });

  test('says of two lists what looking at every pair says', () => {
    const item = fc.oneof(
      fc.nat(3),
      fc.nat(3).map(BigInt),
      fc.nat(2).map((n) => [n]),
      fc.constantFrom('a', 'b', null),
    );
    const same = (a: unknown, b: unknown): boolean => JSON.stringify(a, plain) === JSON.stringify(b, plain);
    const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);
    fc.assert(
      fc.property(fc.array(item), fc.array(item), (a, b) => {
        const isIn = (list: readonly unknown[]) => (value: unknown) => list.some((other) => same(value, other));
        expect(call('set_contains', a, b)).toBe(b.every(isIn(a)));
        expect(call('set_intersects', a, b)).toBe(b.some(isIn(a)));
        expect(call('set_equivalent', a, b)).toBe(a.every(isIn(b)) && b.every(isIn(a)));
        expect(call('distinct', a)).toEqual(a.filter((value, i) => !isIn(a.slice(0, i))(value)));
      }),
    );
  });
});
