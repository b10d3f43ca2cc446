// SPDX-License-Identifier: Apache-2.0
import type { ClaimsReport } from './claims-report.ts';
import type { StatsReport } from './stats-report.ts';
import { reportToJson } from './to-json.ts';

const TIME = Date.UTC(2026, 0, 2, 3);

describe('a report as JSON', () => {
  it('has the times of claims in RFC 3339, and what a token held as it was', () => {
    const item: ClaimsReport['items'][number] = {
      kind: 'claim',
      name: 'shift',
      action: 'set',
      rule: null,
      sources: [],
      count: 2,
      first: TIME,
      last: TIME + 1500,
      latest: { id: '1', subject: 'dana', value: { first: 1, last: 2 }, data: [] },
    };
    const tokens = { permit: 2, deny: 1, observed: 0 };
    const refusal = { reason: 'denied_by_rule', count: 1, last: TIME };
    expect(reportToJson({ tokens, items: [item], refusals: [refusal] })).toEqual({
      tokens,
      items: [{ ...item, first: '2026-01-02T03:00:00.000Z', last: '2026-01-02T03:00:01.500Z' }],
      refusals: [{ ...refusal, last: '2026-01-02T03:00:00.000Z' }],
    });
  });

  it('has the times of outcomes in RFC 3339', () => {
    const report: StatsReport = {
      bucketMs: 60_000,
      outcomes: [{ time: TIME, permit: 4, deny: 1 }],
      withheld: [],
      sources: [],
      sampled: 5,
    };
    expect(reportToJson(report)).toEqual({
      ...report,
      outcomes: [{ time: '2026-01-02T03:00:00.000Z', permit: 4, deny: 1 }],
    });
  });
});
