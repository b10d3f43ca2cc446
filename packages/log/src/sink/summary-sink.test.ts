// SPDX-License-Identifier: Apache-2.0
import { recordOf } from '../testing/record-of.ts';
import { createSummarySink } from './summary-sink.ts';

test('a summary is one line with what alarms count, and nothing about a person', () => {
  const lines: string[] = [];
  const record = recordOf({ n: 1, outcome: 'deny' });
  void createSummarySink((line) => void lines.push(line)).write(record);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      id: record.id,
      time: record.time,
      mode: 'enforce',
      outcome: 'deny',
      effect: 'refused',
      error: 'access_denied',
      reason: 'denied_by_rule',
    },
  ]);
});
