// SPDX-License-Identifier: Apache-2.0
import { createLog } from '../log.ts';
import { createRefusedPeps, type RefusedPeps } from './refused-peps.ts';

describe('requests that were refused', () => {
  let lines: { readonly msg: string; readonly leftOut?: number }[];
  let refused: RefusedPeps;
  beforeEach(() => {
    jest.useFakeTimers();
    lines = [];
    refused = createRefusedPeps(
      createLog({ destination: { write: (line) => void lines.push(JSON.parse(line) as never) } }),
    ); // sound: pino writes objects
  });
  afterEach(() => jest.useRealTimers());

  const refuse = (count: number): void => {
    for (let i = 0; i < count; i++) refused.add({ status: 401, route: '/metrics', from: '192.0.2.1' });
  };

  test('are logged ten times a second, and then how many more there were', () => {
    refuse(25);
    expect(lines.length).toBe(10);
    jest.advanceTimersByTime(1000);
    expect([lines.length, lines.at(-1)]).toEqual([11, expect.objectContaining({ level: 'warn', leftOut: 15 })]);
    refuse(2);
    jest.advanceTimersByTime(1000);
    expect(lines.length).toBe(13);
  });

  test('are told of at the end, where the second is not over', () => {
    refuse(11);
    refused.close();
    expect(lines.at(-1)).toMatchObject({ leftOut: 1 });
    expect(jest.getTimerCount()).toBe(0);
  });

  test('are logged with what is known of them, and nothing else', () => {
    refused.add({ status: 403, route: '/metrics', from: '192.0.2.1', pep: 'keycloak' });
    expect(lines).toEqual([
      {
        level: 'warn',
        time: expect.any(String) as string,
        name: 'assay-bridge',
        status: 403,
        route: '/metrics',
        from: '192.0.2.1',
        pep: 'keycloak',
        msg: 'a request was refused',
      },
    ]);
  });
});
