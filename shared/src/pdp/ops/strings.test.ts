// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { callOp } from '../../testing/call-op.ts';
import { MAX_ITEMS, MAX_TEXT } from './bounded.ts';
import { STRING_OPS } from './strings.ts';

const call = (name: string, ...values: readonly unknown[]): unknown => callOp(STRING_OPS, name, ...values);

describe('the strings extension', () => {
  test.each<readonly [name: string, values: readonly unknown[], want: unknown]>([
    ['char_at', ['tacocat', 3], 'o'],
    ['char_at', ['tacocat', 7], ''],
    ['char_at', ['tacocat', 8], 'error'],
    ['char_at', ['tacocat', -1], 'error'],
    ['char_at', ['😀b', 1], 'b'],
    ['char_at', [42, 1], 'error'],
    ['char_at', ['a', 9_223_372_036_854_775_807n], 'error'],
    ['index_of', ['tacocat', ''], 0],
    ['index_of', ['ta©o©αT', '©'], 2],
    ['index_of', ['😀😀x', 'x'], 2],
    ['index_of', ['tacocat', 'none'], -1],
    ['index_of_from', ['tacocat', 'a', 3], 5],
    ['index_of_from', ['tacocat', '', 3], 3],
    ['index_of_from', ['tacocat', '', 7], 7],
    ['index_of_from', ['tacocat', 'a', 7], -1],
    ['index_of_from', ['tacocat', 'a', 8], 'error'],
    ['index_of_from', ['tacocat', 'a', -1], 'error'],
    ['index_of_from', ['😀ab😀ab', 'ab', 2], 4],
    ['last_index_of', ['tacocat', ''], 7],
    ['last_index_of', ['', '@@'], -1],
    ['last_index_of', ['a😀b😀', '😀'], 3],
    ['last_index_of_from', ['tacocat', 'a', 3], 1],
    ['last_index_of_from', ['tacocat', '', 3], 3],
    ['last_index_of_from', ['bananananana', 'nana', 7], 6],
    ['last_index_of_from', ['tacocat', 'a', 7], 5],
    ['last_index_of_from', ['tacocat', 'a', 8], 'error'],
    ['last_index_of_from', ['tacocat', 'a', -1], 'error'],
    ['lower_ascii', ['TacoCÆt Xii'], 'tacocÆt xii'],
    ['upper_ascii', ['tacoCαt'], 'TACOCαT'],
    ['replace', ['{0} days {0}', '{0}', '2'], '2 days 2'],
    ['replace', ['a.b', '.', '$&'], 'a$&b'],
    ['replace', ['ab', '', '-'], '-a-b-'],
    ['replace_some', ['ab', '', '-', 2], '-a-b'],
    ['replace_some', ['ab', '', '-', 9], '-a-b-'],
    ['replace_some', ['aaa', 'a', 'b', 2], 'bba'],
    ['replace_some', ['aaa', 'a', 'b', 0], 'aaa'],
    ['replace_some', ['aaa', 'a', 'b', -1], 'bbb'],
    ['replace_some', ['aaa', 'a', 'b', 9_223_372_036_854_775_807n], 'bbb'],
    ['split', ['hello world', ' '], ['hello', 'world']],
    ['split', ['a😀', ''], ['a', '😀']],
    ['split', ['', ''], []],
    ['split', ['', ','], ['']],
    ['split_some', ['a b c', ' ', 0], []],
    ['split_some', ['a b c', ' ', 1], ['a b c']],
    ['split_some', ['a b c', ' ', 2], ['a', 'b c']],
    ['split_some', ['a b c', ' ', -1], ['a', 'b', 'c']],
    ['split_some', ['abc', '', 2], ['a', 'bc']],
    ['substring', ['tacocat', 4], 'cat'],
    ['substring', ['tacocat', 7], ''],
    ['substring', ['tacocat', 8], 'error'],
    ['substring_to', ['ta©o😀αT', 2, 6], '©o😀α'],
    ['substring_to', ['tacocat', 4, 4], ''],
    ['substring_to', ['tacocat', 4, 3], 'error'],
    ['substring_to', ['tacocat', 1, 50], 'error'],
    ['substring_to', ['tacocat', -1, 3], 'error'],
    ['trim', [' \f\n\r\t\vtext  '], 'text'],
    ['trim', ['\u0085\u00a0\u1680te xt\u2028\u205f\u3000'], 'te xt'],
    ['trim', ['\u180etext\u200b\u2060\ufeff'], '\u180etext\u200b\u2060\ufeff'],
    ['trim', [' \t '], ''],
    ['reverse_str', ['ab😀'], '😀ba'],
    ['quote', ['a\x07\b\t\n\v\f\r"\\é😀'], '"a\\a\\b\\t\\n\\v\\f\\r\\"\\\\é😀"'],
    ['join', [['x', 'y']], 'xy'],
    ['join', [[]], ''],
    ['join', [['x', 1]], 'error'],
    ['join_by', [['x', 'y'], '-'], 'x-y'],
    ['join_by', [[], '-'], ''],
  ])('%s of %j is %j', (name, values, want) => {
    expect(call(name, ...values)).toEqual(want);
  });

  test('bounds what it makes', () => {
    const long = 'a'.repeat(MAX_TEXT);
    expect(call('replace', long, 'a', 'bb')).toBe('error');
    expect(call('replace', long, '', long)).toBe('error');
    expect(call('join_by', [long, ''], '-')).toBe('error');
    expect(call('quote', long)).toBe('error');
    expect(call('split', 'a'.repeat(MAX_ITEMS), '')).toHaveLength(MAX_ITEMS);
    expect(call('split', 'a'.repeat(MAX_ITEMS + 1), '')).toBe('error');
    expect(call('split', ','.repeat(MAX_ITEMS), ',')).toBe('error');
  });

  test('finds what a search of every place finds', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '😀'), maxLength: 12 });
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '😀'), maxLength: 3 });
    fc.assert(
      fc.property(text, part, fc.nat(12), (whole, piece, from) => {
        const [points, wanted] = [[...whole], [...piece]];
        const places = [...points, ''].flatMap((_, i) =>
          wanted.every((point, at) => points[i + at] === point) && i + wanted.length <= points.length ? [i] : [],
        );
        const after = from > points.length ? 'error' : (places.find((place) => place >= from) ?? -1);
        const before = from > points.length ? 'error' : (places.findLast((place) => place <= from) ?? -1);
        expect(call('index_of', whole, piece)).toBe(places[0] ?? -1);
        expect(call('index_of_from', whole, piece, from)).toBe(after);
        expect(call('last_index_of', whole, piece)).toBe(places.at(-1) ?? -1);
        expect(call('last_index_of_from', whole, piece, from)).toBe(before);
      }),
    );
  });

  test('splits into what joins again', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '😀'), maxLength: 12 });
    fc.assert(
      fc.property(text, text, fc.integer({ min: -1, max: 6 }), (whole, separator, count) => {
        const parts = call('split_some', whole, separator, count) as readonly string[];
        if (count !== 0) expect(parts.join(separator)).toBe(whole);
        if (count > 0) expect(parts.length).toBeLessThanOrEqual(count);
        expect(call('replace_some', whole, separator, separator, count)).toBe(whole);
      }),
    );
  });
});
