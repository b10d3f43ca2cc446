// SPDX-License-Identifier: Apache-2.0
import type { Literal } from '../ast.ts';
import { parseExpression } from '../parse.ts';

function literal(text: string): unknown {
  const parsed = parseExpression(text);
  if ('finding' in parsed) {
    const { start, end, message } = parsed.finding;
    return [text.slice(start, end), message];
  }
  const { kind, start, end } = parsed.ast;
  if (kind !== 'literal' || start !== 0 || end !== text.length) throw new Error(`${text} is no literal`);
  return parsed.ast.value;
}

const int = (value: bigint): Literal => ({ type: 'int', value });
const uint = (value: bigint): Literal => ({ type: 'uint', value });
const double = (value: number): Literal => ({ type: 'double', value });
const string = (value: string): Literal => ({ type: 'string', value });
const bytes = (...value: readonly number[]): Literal => ({ type: 'bytes', value: Uint8Array.from(value) });

describe('a number', () => {
  test.each([
    ['0', int(0n)],
    ['-0', int(0n)],
    ['007', int(7n)],
    ['0xfF', int(255n)],
    ['-0x1', int(-1n)],
    ['- 5', int(-5n)],
    ['9223372036854775807', int(2n ** 63n - 1n)],
    ['-9223372036854775808', int(-(2n ** 63n))],
    ['5u', uint(5n)],
    ['0xFU', uint(15n)],
    ['18446744073709551615u', uint(2n ** 64n - 1n)],
    ['1.5', double(1.5)],
    ['.5', double(0.5)],
    ['-.5e-1', double(-0.05)],
    ['1e3', double(1000)],
    ['1E+3', double(1000)],
    ['-0.0', double(-0)],
    ['4.9e-324', double(5e-324)],
    ['1e-999', double(0)],
    ['1.7976931348623157e308', double(Number.MAX_VALUE)],
  ])('is read as CEL reads it: %s', (text, value) => {
    expect(literal(text)).toEqual(value);
  });

  test.each([
    ['9223372036854775808', 'an int', '-9223372036854775808 to 9223372036854775807'],
    ['-9223372036854775809', 'an int', '-9223372036854775808 to 9223372036854775807'],
    ['0x8000000000000000', 'an int', '-9223372036854775808 to 9223372036854775807'],
    ['18446744073709551616u', 'a uint', '0 to 18446744073709551615'],
  ])('is refused where its type cannot hold it: %s', (text, type, range) => {
    expect(literal(text)).toEqual([text, `\`${text}\` is beyond what ${type} holds: ${range}`]);
  });

  it('is refused where it is infinite', () => {
    expect(literal('-1e999')).toEqual(['-1e999', '`-1e999` is beyond what a double holds']);
  });

  it('takes one sign only, and a uint none', () => {
    expect(parseExpression('-5u')).toMatchObject({ ast: { kind: 'call', name: '-_', args: [{ value: uint(5n) }] } });
    expect(parseExpression('---5')).toMatchObject({ ast: { kind: 'call', name: '-_', args: [{ value: int(5n) }] } });
    expect(parseExpression('--5')).toMatchObject({ ast: { kind: 'literal', value: int(5n) } });
    expect(parseExpression('1-1')).toMatchObject({
      ast: { kind: 'call', name: '_-_', args: [{ value: int(1n) }, { value: int(1n) }] },
    });
  });
});

describe('a string', () => {
  test.each([
    ['""', string('')],
    ["''", string('')],
    ['""""""', string('')],
    ["'a\"b'", string('a"b')],
    ['"""a "quoted" word"""', string('a "quoted" word')],
    ["'''a\nb'''", string('a\nb')],
    ['"""a\r\nb\rc"""', string('a\nb\nc')],
    ['"\\a\\b\\f\\n\\r\\t\\v\\\\\\?\\"\\\'\\`"', string('\x07\b\f\n\r\t\v\\?"\'`')],
    ['"\\x41\\X42\\u0043\\U00000044\\105"', string('ABCDE')],
    ['"\\377"', string('\u00ff')],
    ['"\\U0001F600"', string('\u{1f600}')],
    ['r"\\d+\\n"', string('\\d+\\n')],
    ["R'''\\'''", string('\\')],
    ['"\u{1f600}"', string('\u{1f600}')],
    ['b"abc"', bytes(97, 98, 99)],
    ['b"\u00ff"', bytes(0xc3, 0xbf)],
    ['B"\\xff\\377"', bytes(255, 255)],
    ['br"\\n"', bytes(92, 110)],
    ["bR'''a'''", bytes(97)],
  ])('is read with its escapes: %j', (text, value) => {
    expect(literal(text)).toEqual(value);
  });

  test.each([
    ['"a\\qb"', '\\q', '`\\q` is no escape of CEL'],
    ['"\\x4"', '\\x', '`\\x` is no escape of CEL'],
    ['"\\8"', '\\8', '`\\8` is no escape of CEL'],
    ['"\\400"', '\\4', '`\\4` is no escape of CEL'],
    ['"\\\u{1f600}"', '\\\u{1f600}', '`\\\u{1f600}` is no escape of CEL'],
    ['"\\udead"', '\\udead', '`\\udead` is no character of Unicode'],
    ['"\\U00110000"', '\\U00110000', '`\\U00110000` is no character of Unicode'],
    ['b"\\u0041"', '\\u0041', '`\\u0041` is a character, and bytes have none'],
    ['"\ud800"', '"\ud800"', 'the literal holds half of a character (a lone surrogate)'],
  ])('is refused for what is no escape, at its place: %j', (text, at, message) => {
    expect(literal(text)).toEqual([at, message]);
  });
});

test('words are literals: true, false, null', () => {
  expect(['true', 'false', 'null'].map(literal)).toEqual([
    { type: 'bool', value: true },
    { type: 'bool', value: false },
    { type: 'null' },
  ]);
});
