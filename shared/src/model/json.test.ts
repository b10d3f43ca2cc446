// SPDX-License-Identifier: Apache-2.0
import { isObject, own } from './json.ts';

test('an object is what JSON could have made: not null, not a list', () => {
  expect([{}, Object.create(null), null, [], 'x', undefined, 1].map(isObject)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});

describe('own', () => {
  test('finds own members, of lists too', () => {
    expect([own({ a: 1 }, 'a'), own(['x'], '0'), own(JSON.parse('{"__proto__":1}'), '__proto__')]).toEqual([1, 'x', 1]);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'does not find %s, which is inherited',
    (name) => {
      expect(own({}, name)).toBeUndefined();
    },
  );

  test('finds nothing in what has no members', () => {
    expect([null, undefined, 'text', 1].map((value) => own(value, 'length'))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
