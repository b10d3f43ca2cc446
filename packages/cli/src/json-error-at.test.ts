// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { jsonErrorAt } from './json-error-at.ts';

test.each<[text: string, line: number, column: number, message: string]>([
  ['x', 1, 1, 'unexpected `x`'],
  ['{"a" 1}', 1, 6, 'unexpected `1`'],
  ['{a:1}', 1, 2, 'unexpected `a`'],
  ['[1 2]', 1, 4, 'unexpected `2`'],
  ['[1,]', 1, 4, 'unexpected `]`'],
  ['01', 1, 2, 'unexpected `1`'],
  ['trux', 1, 4, 'unexpected `x`'],
  ['"\\x"', 1, 3, 'unexpected `x`'],
  ['"a\nb"', 1, 3, 'unexpected end of line'],
  ['NaN', 1, 1, 'unexpected `N`'],
  ['Infinity', 1, 1, 'unexpected `I`'],
  ['{"a":1}\n\n}', 3, 1, 'unexpected `}`'],
  ['["end of JSON input" x', 1, 22, 'unexpected `x`'],
  ['[" in JSON at position 99" x', 1, 28, 'unexpected `x`'],
  ['{"a": "b', 1, 9, 'the text ends too early'],
  ['-', 1, 2, 'the text ends too early'],
  ['[tru', 1, 5, 'the text ends too early'],
  ['"\\u12', 1, 6, 'the text ends too early'],
])('%j goes wrong at %i:%i', (text, line, column, message) => {
  expect(jsonErrorAt(text)).toEqual({ line, column, message });
});

test('a character that cannot stand where it stands is found, in any JSON', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (json, seed) => {
      // \u0001 stands nowhere in JSON, not even in a string
      const place = seed % (json.length + 1);
      const text = `${json.slice(0, place)}\u0001${json.slice(place)}`;
      const { line, column } = jsonErrorAt(text);
      expect({ line, column }).toEqual({ line: 1, column: place + 1 });
    }),
  );
});
