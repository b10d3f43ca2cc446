// SPDX-License-Identifier: Apache-2.0
import { outcomeOf, within } from './within.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('within', () => {
  test('gives what is answered at once, at once, without a timer', () => {
    expect([within(10, () => 'now'), within(10, () => undefined)]).toEqual([outcomeOf('now'), outcomeOf(undefined)]);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('gives what is thrown at once as an error', () => {
    const cause = new Error('no');
    expect(
      within(10, () => {
        throw cause;
      }),
    ).toEqual({ status: 'error', cause });
  });

  test('waits for an answer within the time, then clears its timer and leaves the signal alone', async () => {
    let signal: AbortSignal | undefined;
    const outcome = within(10, (signalOf) => {
      signal = signalOf();
      return new Promise((resolve) => setTimeout(() => resolve('late'), 9));
    });
    jest.advanceTimersByTime(9);
    expect(await outcome).toEqual({ status: 'ok', value: 'late' });
    expect([jest.getTimerCount(), signal?.aborted]).toEqual([0, false]);
  });

  test('ends when the time is up, and aborts the signal', async () => {
    let aborted = false;
    const outcome = within(10, (signalOf) => {
      signalOf().addEventListener('abort', () => (aborted = true));
      return new Promise(() => undefined);
    });
    jest.advanceTimersByTime(10);
    expect(await outcome).toEqual({ status: 'timeout' });
    expect([jest.getTimerCount(), aborted]).toEqual([0, true]);
  });

  test('gives a rejection as an error, also one that comes too late for anybody to hear', async () => {
    const cause = new Error('no');
    expect(await within(10, () => Promise.reject(cause))).toEqual({ status: 'error', cause });
    const late = within(10, () => new Promise((_, reject) => setTimeout(() => reject(cause), 20)));
    jest.advanceTimersByTime(10);
    expect(await late).toEqual({ status: 'timeout' });
    jest.advanceTimersByTime(20);
    // an unhandled rejection would end the process
    await Promise.resolve();
  });

  test.each([
    ['a `then` that is no function', { then: 1 }, { status: 'ok', value: { then: 1 } }],
    [
      'a `then` that throws',
      {
        then() {
          throw new TypeError('no');
        },
      },
      { status: 'error', cause: new TypeError('no') },
    ],
    [
      'a `then` that throws when it is looked at',
      Object.defineProperty({}, 'then', {
        get() {
          throw new TypeError('no');
        },
      }),
      { status: 'error', cause: new TypeError('no') },
    ],
    [
      'a promise of another library',
      { then: (resolve: (value: string) => void) => resolve('theirs') },
      { status: 'ok', value: 'theirs' },
    ],
  ])('never rejects, and leaves no timer: %s', async (_, answer, expected) => {
    expect(await within<unknown>(10, () => answer)).toEqual(expected);
    expect(jest.getTimerCount()).toBe(0);
  });
});
