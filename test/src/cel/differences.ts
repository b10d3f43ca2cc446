// SPDX-License-Identifier: Apache-2.0

/** Where @bufbuild/cel 0.6.1 says something else than we do, and why we are right; expressions of the differential test keep clear of it. */
export interface Difference {
  readonly why: string;
  readonly text: string;
  readonly ours: unknown;
  readonly theirs: unknown;
}

const int = (value: number): unknown => ({ int: String(value) });

/** One that no longer differs fails the test, and is taken off the list. */
export const DIFFERENCES: readonly Difference[] = [
  {
    why: 'texts are ordered by code points, not by UTF-16 units',
    text: '"\u{1f600}" > "\uffff"',
    ours: true,
    theirs: false,
  },
  { why: 'a place in a text counts code points', text: '"\u{1f600}b".charAt(1)', ours: 'b', theirs: '\ude00' },
  { why: 'a member that is null is there', text: 'has({"b": null}.b)', ours: true, theirs: false },
  { why: 'a key whose value is null is in the map', text: '"b" in {"b": null}', ours: true, theirs: false },
  {
    why: 'a day the month does not have is no timestamp',
    text: 'timestamp("2024-02-30T00:00:00Z").getDate()',
    ours: 'error',
    theirs: int(1),
  },
  {
    why: 'an int is a timestamp in seconds, not in milliseconds',
    text: 'timestamp(1)',
    ours: { timestamp: '1000000000' },
    theirs: { timestamp: '1000000' },
  },
  {
    why: 'the parts of a timestamp are cut, not rounded',
    text: 'timestamp("2024-12-31T23:59:59.9999Z").getSeconds()',
    ours: int(59),
    theirs: int(0),
  },
  {
    why: 'a timestamp has the digits it needs',
    text: 'string(timestamp("2024-12-31T00:00:00.5Z"))',
    ours: '2024-12-31T00:00:00.5Z',
    theirs: '2024-12-31T00:00:00.500Z',
  },
  { why: 'so has a duration', text: 'string(duration("10ms"))', ours: '0.01s', theirs: '0.010s' },
  { why: 'no text is no number', text: 'int("")', ours: 'error', theirs: int(0) },
  { why: 'no text is no uint', text: 'uint("")', ours: 'error', theirs: { uint: '0' } },
  {
    why: 'only of ints and doubles there is a negative: nothing cancels two of them',
    text: '-(-dyn("a"))',
    ours: 'error',
    theirs: 'a',
  },
  {
    why: 'the negative of the smallest int is an overflow, also of its negative',
    text: '-(-(-9223372036854775808))',
    ours: 'error',
    theirs: { int: '-9223372036854775808' },
  },
  {
    why: 'the quotient of uints has 64 bits',
    text: '18446744073709551615u / 1u',
    ours: { uint: '18446744073709551615' },
    theirs: 'error',
  },
  {
    why: 'what is no number has no order: an error, as in cel-go',
    text: '0.0 / 0.0 < 1.0',
    ours: 'error',
    theirs: false,
  },
  { why: 'an empty text stands between all characters', text: '"a".replace("", "-")', ours: '-a-', theirs: '-a' },
  {
    why: 'an int and a double are equal where they are as doubles, as in cel-go',
    text: '9223372036854775807 == double(9223372036854775807u)',
    ours: true,
    theirs: false,
  },
  {
    why: 'the last part of a text that is split into so many holds all that is left',
    text: '"abc".split("", 2)',
    ours: { list: ['a', 'bc'] },
    theirs: { list: ['a', 'b'] },
  },
  {
    why: 'a negative count replaces all',
    text: '"aba".replace("a", "-", -1)',
    ours: '-b-',
    theirs: 'aba',
  },
  {
    why: 'to look behind the end of a text finds nothing',
    text: '"a".indexOf("b", 1)',
    ours: int(-1),
    theirs: 'error',
  },
  {
    why: 'a text is split as often as the count says, however large it is',
    text: '"a,b".split(",", 9223372036854775807)',
    ours: { list: ['a', 'b'] },
    theirs: { list: [] },
  },
];
