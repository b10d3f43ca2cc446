// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { BOOL, DOUBLE, DYN, INT, listOf, mapOf, record, STRING } from './outcome.ts';

/** What expressions read of `s`. Every member is declared to be there, and any of them may be missing, as where a source does not keep its word. */
export const INPUTS = {
  s: record({
    flag: BOOL,
    n: INT,
    m: INT,
    d: DOUBLE,
    t: STRING,
    when: STRING,
    names: listOf(STRING),
    levels: listOf(INT),
    ratios: listOf(DOUBLE),
    limits: mapOf(STRING, INT),
    rows: listOf(record({ id: STRING, note: STRING })),
    any: DYN,
    more: DYN,
  }),
};

const small = fc.integer({ min: -9, max: 9 });
const json = fc.oneof(fc.constantFrom('a', '', 1, 2.5, -0.5, true), fc.constantFrom(['a', 1], { x: 1 }));

const MEMBERS = {
  flag: fc.boolean(),
  n: small,
  m: fc.constantFrom(0, 3, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
  d: fc.constantFrom(0, 0.5, -1.25),
  t: fc.constantFrom('a', 'ab', '', '7', '\u00e9', ' A '),
  when: fc.constantFrom('2026-03-29T01:30:00Z', '2024-12-31T23:59:59.999-08:00', 'yesterday', ''),
  names: fc.array(fc.constantFrom('a', 'ab', 'c', '\u00e9'), { maxLength: 3 }),
  levels: fc.array(small, { maxLength: 3 }),
  ratios: fc.array(fc.constantFrom(0, 1.5, -2.25), { maxLength: 2 }),
  limits: fc.dictionary(fc.constantFrom('gold', 'a', 'ab'), small, { noNullPrototype: true }),
  rows: fc.array(
    fc.record(
      { id: fc.constantFrom('a', 'gold'), note: fc.constantFrom('', 'a') },
      { requiredKeys: [], noNullPrototype: true },
    ),
    { maxLength: 2 },
  ),
  any: json,
  more: fc.record({ x: json, y: json }, { requiredKeys: [], noNullPrototype: true }),
};

/** Inputs, whole or in part. */
export const inputs = fc.oneof(
  { weight: 3, arbitrary: fc.record(MEMBERS, { noNullPrototype: true }) },
  { weight: 1, arbitrary: fc.record(MEMBERS, { requiredKeys: [], noNullPrototype: true }) },
);
export type Values = typeof inputs extends fc.Arbitrary<infer T> ? T : never;
