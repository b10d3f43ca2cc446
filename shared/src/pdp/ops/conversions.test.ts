// SPDX-License-Identifier: Apache-2.0
import { callOf } from '../../testing/call-of.ts';
import { mapOf } from '../values/maps.ts';
import { Duration, NONE, Opaque, Timestamp, TypeValue, Uint } from '../values/special.ts';
import { CONVERSION_OPS } from './conversions.ts';

const call = callOf(CONVERSION_OPS);
const uint = (value: bigint): Uint => new Uint(value);
const time = (seconds: bigint): Timestamp => new Timestamp(seconds * 1_000_000_000n);
const utf8 = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

describe('to_int', () => {
  test.each([
    [7, 7],
    [7n, 7],
    [2n ** 60n, 2n ** 60n],
    [uint(42n), 42],
    [uint(2n ** 63n - 1n), 2n ** 63n - 1n],
    [uint(2n ** 63n), 'error'],
    [1.9, 1],
    [-7.9, -7],
    [-0.5, 0],
    [2 ** 55, 2n ** 55n],
    [2 ** 63, 'error'],
    [-(2 ** 63), 'error'],
    [-(2n ** 63n), -(2n ** 63n)],
    [1e99, 'error'],
    [NaN, 'error'],
    [Infinity, 'error'],
    ['987', 987],
    ['-42', -42],
    ['+42', 42],
    ['0042', 42],
    ['-9223372036854775808', -(2n ** 63n)],
    ['9223372036854775808', 'error'],
    [`${'0'.repeat(50)}1`, 1],
    ['', 'error'],
    [' 1', 'error'],
    ['1.0', 'error'],
    ['0x10', 'error'],
    ['1e3', 'error'],
    ['1n', 'error'],
    ['\u0661', 'error'],
    [time(1_095_379_199n), 1_095_379_199],
    [new Timestamp(-1n), -1],
    [new Duration(5n), 5],
    [true, 'error'],
    [null, 'error'],
    [[1], 'error'],
  ])('of %p is %p', (value, expected) => {
    expect(call('to_int', value)).toBe(expected);
  });
});

describe('to_uint', () => {
  test.each([
    [1729, 1729n],
    [2n ** 63n - 1n, 2n ** 63n - 1n],
    [-1, 'error'],
    [-1n, 'error'],
    [3.9, 3n],
    [-0.5, 'error'],
    [2 ** 63, 2n ** 63n],
    [2 ** 64, 'error'],
    [NaN, 'error'],
    [uint(1n), 1n],
    ['300', 300n],
    ['18446744073709551615', 2n ** 64n - 1n],
    ['18446744073709551616', 'error'],
    ['-0', 'error'],
    ['+1', 'error'],
    ['', 'error'],
    [time(1n), 'error'],
    [null, 'error'],
  ])('of %p is %p', (value, expected) => {
    const found = call('to_uint', value);
    expect(found instanceof Uint ? found.value : found).toBe(expected);
  });
});

describe('to_double', () => {
  test.each([
    [1.5, 1.5],
    [7, 7],
    [2n ** 63n - 1n, 2 ** 63],
    [uint(2n ** 64n - 1n), 2 ** 64],
    ['-84.32e7', -84.32e7],
    ['1.', 1],
    ['.5', 0.5],
    ['+1E3', 1000],
    ['-0.0', -0],
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['-Infinity', -Infinity],
    ['1e999', 'error'],
    ['', 'error'],
    ['.', 'error'],
    ['e5', 'error'],
    ['0x10', 'error'],
    ['0b1', 'error'],
    ['1_000', 'error'],
    [' 1', 'error'],
    ['1\n', 'error'],
    [true, 'error'],
    [null, 'error'],
  ])('of %p is %p', (value, expected) => {
    expect(call('to_double', value)).toBe(expected);
  });

  test('takes no longer for a long text', () => {
    expect(call('to_double', `${'1'.repeat(65_000)}x`)).toBe('error');
    expect(call('to_int', `${'0'.repeat(65_000)}x`)).toBe('error');
  });
});

describe('to_str', () => {
  test.each([
    ['a', 'a'],
    [true, 'true'],
    [-456, '-456'],
    [2n ** 60n, '1152921504606846976'],
    [uint(9876n), '9876'],
    [123.456, '123.456'],
    [-4.5e-3, '-0.0045'],
    [NaN, 'NaN'],
    [utf8(0xc3, 0xbf), '\u00ff'],
    [utf8(0xef, 0xbb, 0xbf, 0x61), '\ufeffa'],
    [utf8(0, 0xff), 'error'],
    [utf8(0xed, 0xa0, 0x80), 'error'],
    [time(1_234_567_890n), '2009-02-13T23:31:30Z'],
    [new Duration(1_500_000_000n), '1.5s'],
    [null, 'error'],
    [[], 'error'],
    [{}, 'error'],
    [new TypeValue('int'), 'error'],
  ])('of %p is %p', (value, expected) => {
    expect(call('to_str', value)).toBe(expected);
  });
});

describe('to_bool', () => {
  test.each([
    [['1', 't', 'T', 'true', 'TRUE', 'True', true], true],
    [['0', 'f', 'F', 'false', 'FALSE', 'False', false], false],
    [['TrUe', 'tRUE', 'FaLsE', 'yes', '', ' true', 'true\n', '10', 1, 0, null], 'error'],
  ])('of %p is %p', (values, expected) => {
    for (const value of values) expect(call('to_bool', value)).toBe(expected);
  });
});

test('to_bytes is a text in UTF-8, and bytes as they are', () => {
  expect(call('to_bytes', '\u00ff\u{1f600}')).toEqual(utf8(0xc3, 0xbf, 0xf0, 0x9f, 0x98, 0x80));
  expect(call('to_bytes', utf8(0xff))).toEqual(utf8(0xff));
  expect([call('to_bytes', 1), call('to_bytes', null)]).toEqual(['error', 'error']);
});

test('to_duration is what a text says, and a duration as it is', () => {
  expect(call('to_duration', '1m')).toEqual(new Duration(60_000_000_000n));
  expect(call('to_duration', new Duration(1n))).toEqual(new Duration(1n));
  expect([call('to_duration', '1'), call('to_duration', 1)]).toEqual(['error', 'error']);
});

describe('a time', () => {
  test('is what a text says, and so many seconds after 1970', () => {
    expect(call('time_of_str', '1970-01-01T00:00:01Z')).toEqual(time(1n));
    expect(call('time_of_int', 1)).toEqual(time(1n));
    expect(call('time_of_int', -62_135_596_800)).toEqual(time(-62_135_596_800n));
    expect(call('time_of_time', time(1n))).toEqual(time(1n));
  });

  test('is an error outside of the years 1 to 9999', () => {
    expect([
      call('time_of_int', -62_135_596_801),
      call('time_of_int', 253_402_300_800),
      call('time_of_int', 2n ** 62n),
      call('time_of_str', '2024-02-30T00:00:00Z'),
    ]).toEqual(Array(4).fill('error'));
  });

  test('is of a text, an int and a time only', () => {
    expect([
      call('time_of_int', 0.5),
      call('time_of_int', '1'),
      call('time_of_str', 1),
      call('time_of_time', new Duration(1n)),
    ]).toEqual(Array(4).fill('error'));
  });
});

describe('type_of', () => {
  test.each([
    [1n, 'int'],
    [1, 'double'],
    [NaN, 'double'],
    [uint(1n), 'uint'],
    ['a', 'string'],
    [true, 'bool'],
    [utf8(1), 'bytes'],
    [null, 'null_type'],
    [[1], 'list'],
    [{}, 'map'],
    [mapOf([[1, 1]]), 'map'],
    [time(1n), 'google.protobuf.Timestamp'],
    [new Duration(1n), 'google.protobuf.Duration'],
    [new TypeValue('int'), 'type'],
    [NONE, 'optional_type'],
    [new Opaque('net.IP', '::1', undefined), 'net.IP'],
  ])('%p is of a type', (value, expected) => {
    expect(call('type_of', value)).toEqual(new TypeValue(expected));
  });
});

test('dyn leaves a value as it is', () => {
  const list = [1n];
  expect(call('dyn', list)).toBe(list);
});
