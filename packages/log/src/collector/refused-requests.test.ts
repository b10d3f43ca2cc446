// SPDX-License-Identifier: Apache-2.0
import { createRefusedRequests, type RefusedRequest } from './refused-requests.ts';

const REFUSED = { status: 401, method: 'GET', route: '/v1/log/claims' } as const;
const time = '2026-01-02T03:00:00.000Z';

describe('what is told of refused requests', () => {
  let told: RefusedRequest[];
  beforeEach(() => {
    jest.useFakeTimers();
    told = [];
  });
  afterEach(() => jest.useRealTimers());

  const create = () =>
    createRefusedRequests(
      (refused) => told.push(refused),
      () => Date.UTC(2026, 0, 2, 3),
      2,
    );

  it('is a line each, up to a number a second, and then how many more there were', () => {
    const refusals = create();
    for (let n = 0; n < 5; n++) refusals.add(REFUSED);
    expect(told).toEqual([
      { time, ...REFUSED },
      { time, ...REFUSED },
    ]);
    jest.advanceTimersByTime(1000);
    expect(told.slice(2)).toEqual([{ time, leftOut: 3 }]);
    refusals.add({ ...REFUSED, status: 403, who: 'alice' });
    jest.advanceTimersByTime(1000);
    expect(told.slice(3)).toEqual([{ time, ...REFUSED, status: 403, who: 'alice' }]);
  });

  it('is complete at the end', () => {
    const refusals = create();
    for (let n = 0; n < 3; n++) refusals.add(REFUSED);
    refusals.close();
    expect(told.slice(2)).toEqual([{ time, leftOut: 1 }]);
    jest.advanceTimersByTime(1000);
    expect(told.length).toBe(3);
  });
});
