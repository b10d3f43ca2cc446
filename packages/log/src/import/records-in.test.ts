// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { recordOf } from '../testing/record-of.ts';
import { recordsIn } from './records-in.ts';

const RECORD = recordOf({ n: 1 });
const TEXT = JSON.stringify(RECORD);

describe('the records of a line', () => {
  test.each([
    ['the line itself', TEXT],
    ['behind a prefix', `2026-11-20T12:00:00.000Z\tid\tINFO\t${TEXT}`],
    ['an object in an envelope', JSON.stringify({ time: 'x', record: RECORD })],
    ['the data of a CloudEvent', JSON.stringify({ specversion: '1.0', data: RECORD })],
    ['a text in an envelope', JSON.stringify({ message: `${TEXT}\n` })],
    ['a text behind a prefix in lists', JSON.stringify({ details: { logs: [`INFO ${TEXT}`] } })],
  ])('are found: %s', (_, line) => expect(recordsIn(line)).toEqual({ records: [RECORD], isBroken: false }));

  test('are all found', () => {
    const other = recordOf({ n: 2 });
    expect(recordsIn(JSON.stringify({ logs: `${TEXT}\nnoise\n${JSON.stringify(other)}` })).records).toEqual([
      RECORD,
      other,
    ]);
  });

  test.each([
    ['cut off', TEXT.slice(0, -9)],
    ['of another shape', JSON.stringify({ ...RECORD, withheld: 1 })],
    ['cut off in an envelope', JSON.stringify({ message: TEXT.slice(0, -9) })],
    ['of a newer version', JSON.stringify({ ...RECORD, version: 2 })],
  ])('are missed, and that is said: %s', (_, line) => expect(recordsIn(line)).toEqual({ records: [], isBroken: true }));

  test.each(['START RequestId: x', '{"log_id":"1"}', '', '[]', '{"version":'])('are none: %s', (line) =>
    expect(recordsIn(line)).toEqual({ records: [], isBroken: false }),
  );

  test('are looked for in anything without throwing, and not for ever', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json({ maxDepth: 30 })), (line) => recordsIn(line).records.length === 0),
    );
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    expect(recordsIn(deep)).toEqual({ records: [], isBroken: false });
  });
});
