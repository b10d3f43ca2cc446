// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { isObject } from '@assay/core/model';
import { fuzzRuns } from '@assay/core/testing';
import { valueOfItem } from './dynamodb-item.ts';

test('an item is JSON, without its key; sets are sorted lists', () => {
  expect(
    valueOfItem(
      {
        pk: { S: 'SUBJECT#ann' },
        name: { S: 'Ann' },
        empty: { S: '' },
        score: { N: '7' },
        active: { BOOL: true },
        off: { BOOL: false },
        manager: { NULL: true },
        roles: { SS: ['writer', 'reader'] },
        limits: { NS: ['10', '9', '-1.5'] },
        list: { L: [{ S: 'a' }, { M: { pk: { S: 'not the key' } } }] },
        ['__proto__']: { M: { a: { N: '1' } } },
      },
      'pk',
    ),
  ).toEqual({
    value: {
      name: 'Ann',
      empty: '',
      score: 7,
      active: true,
      off: false,
      manager: null,
      roles: ['reader', 'writer'],
      limits: [-1.5, 9, 10],
      list: ['a', { pk: 'not the key' }],
      ['__proto__']: { a: 1 },
    },
  });
});

const numberOf = (text: string): unknown => {
  const read = valueOfItem({ n: { N: text } }, 'pk');
  return 'value' in read ? read.value['n'] : read.why;
};

test.each([
  ['0', 0],
  ['-0', -0],
  ['9007199254740991', 9007199254740991],
  ['-9007199254740991', -9007199254740991],
  ['0.1', 0.1],
  ['123456789.123456', 123456789.123456],
  ['1E+2', 100],
  ['1.5e-7', 1.5e-7],
  ['1.50', 1.5],
  ['100.00', 100],
])('the number %s is held exactly', (text, value) => {
  expect(numberOf(text)).toBe(value);
});

test.each([
  '9007199254740992',
  '-9007199254740992',
  '12345678901234567890',
  '99999999999999999999999999999999999999',
  '1E+20',
  '9007199254740991.4',
  '0.1234567890123456',
  '1.0000000000000000001',
  '123456789012345.75',
  '9.9999999999999999999999999999999999999E+125',
  '1E-400',
  '1.23456E-320',
])('the number %s is not, and is refused', (text) => {
  expect(numberOf(text)).toBe('its item holds a number JSON cannot hold exactly: write it as a text');
});

test.each(['', ' 1', '1 ', 'NaN', 'Infinity', '0x10', '1e', '.5', '1e999', '１'])('%j is no number', (text) => {
  expect(numberOf(text)).toBe('its item holds a number that is none');
});

test.each<[unknown, string]>([
  [{ a: { B: new Uint8Array([1]) } }, 'its item holds bytes, which JSON does not have'],
  [{ a: { L: [{ BS: [] }] } }, 'its item holds bytes, which JSON does not have'],
  [{ a: { $unknown: ['X', 1] } }, 'its item holds a type that is not known'],
  [{ a: { constructor: 'x' } }, 'its item holds a type that is not known'],
  [{ a: {} }, 'its item is not an item'],
  [{ a: { S: 'a', N: '1' } }, 'its item is not an item'],
  [{ a: 'b' }, 'its item is not an item'],
  [{ a: { S: 1 } }, 'its item is not an item'],
  [{ a: { BOOL: 'false' } }, 'its item is not an item'],
  [{ a: { NULL: false } }, 'its item is not an item'],
  [{ a: { SS: [1] } }, 'its item is not an item'],
  [{ a: { M: [] } }, 'its item is not an item'],
  [{ a: { L: {} } }, 'its item is not an item'],
  [[], 'its item is not an item'],
  ['item', 'its item is not an item'],
  [null, 'its item is not an item'],
])('%j is refused: %s', (item, why) => {
  expect(valueOfItem(item, 'pk')).toEqual({ why });
});

test('lists in lists end', () => {
  let inner: unknown = { S: 'x' };
  for (let depth = 0; depth < 100_000; depth++) inner = { L: [inner] };
  expect(valueOfItem({ a: inner }, 'pk')).toEqual({ why: 'its item is not an item' });
});

test('every number DynamoDB can hold is exact, or refused', () => {
  const digits = fc.stringMatching(/^[0-9]{1,20}$/);
  fc.assert(
    fc.property(
      fc.constantFrom('', '-'),
      digits,
      fc.option(digits),
      fc.option(fc.integer({ min: -130, max: 125 })),
      (sign, whole, part, power) => {
        const text = `${sign}${whole}${part === null ? '' : `.${part}`}${power === null ? '' : `E${power}`}`;
        const value = numberOf(text);
        if (typeof value !== 'number') return;
        // exact: what JSON writes is the same number, digit by digit
        expect(decimalOf(String(value))).toBe(decimalOf(text));
      },
    ),
    fuzzRuns(1000),
  );
});

/** One spelling of a decimal number: its digits without zeros at either end, and where its point is. */
function decimalOf(text: string): string {
  const [, sign = '', whole = '', part = '', power = '0'] =
    /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/.exec(text) ?? [];
  const all = `${whole}${part}`;
  const digits = all.replace(/^0+/, '').replace(/0+$/, '');
  const zeros = all.length - all.replace(/0+$/, '').length;
  return digits === '' ? '0' : `${sign}${digits}e${Number(power) - part.length + zeros}`;
}

test('whatever a table answers, it is an object or refused, and nothing is thrown', () => {
  const type = fc.constantFrom('S', 'N', 'BOOL', 'NULL', 'L', 'M', 'SS', 'NS', 'B', 'BS', 'X', '__proto__');
  const { attribute } = fc.letrec<{ attribute: unknown }>((tie) => ({
    attribute: fc.oneof(
      { maxDepth: 4 },
      fc
        .tuple(type, fc.oneof(fc.string(), fc.integer().map(String), fc.boolean(), fc.array(fc.string())))
        .map((pair) => Object.fromEntries([pair])),
      fc.tuple(type, fc.array(tie('attribute'), { maxLength: 3 })).map((pair) => Object.fromEntries([pair])),
      fc
        .tuple(type, fc.dictionary(fc.string(), tie('attribute'), { maxKeys: 3 }))
        .map((pair) => Object.fromEntries([pair])),
      fc.anything(),
    ),
  }));
  fc.assert(
    fc.property(fc.oneof(fc.dictionary(fc.string(), attribute), fc.anything()), (item) => {
      const read = valueOfItem(item, 'pk');
      expect('value' in read ? isObject(read.value) : typeof read.why === 'string').toBe(true);
    }),
    fuzzRuns(500),
  );
});
