// SPDX-License-Identifier: Apache-2.0
import { createGate, type Gate } from './gate.ts';

let gate: Gate;
beforeEach(() => {
  jest.useFakeTimers();
  gate = createGate({ decisions: 2, lagMs: 100 });
});
afterEach(() => {
  gate.close();
  jest.useRealTimers();
});

describe('a gate', () => {
  test('has as many places as it was given, and gives back what was left', () => {
    const entered = [gate.enter(), gate.enter(), gate.enter()];
    expect([entered, gate.isFull(), gate.size()]).toEqual([[true, true, false], true, 2]);
    gate.leave();
    expect([gate.isFull(), gate.enter(), gate.size()]).toEqual([false, true, 2]);
  });

  test('is full while the event loop is late again and again, and not for one time', () => {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    gate.close();
    gate = createGate({ decisions: 2, lagMs: 100 });
    const after = (ms: number): boolean => {
      now += ms;
      jest.advanceTimersByTime(20);
      return gate.isFull();
    };
    expect([after(20), after(121), after(20), after(121), after(121), after(500), after(120)]).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
      false,
    ]);
    jest.restoreAllMocks();
  });

  test('tells when nobody is left within it', async () => {
    await gate.empty(0);
    gate.enter();
    gate.enter();
    let isEmpty = false;
    const waiting = gate.empty(1000).then(() => (isEmpty = true));
    gate.leave();
    await Promise.resolve();
    expect(isEmpty).toBe(false);
    gate.leave();
    await waiting;
  });

  test('waits for nobody longer than told', async () => {
    gate.enter();
    const waiting = gate.empty(1000);
    jest.advanceTimersByTime(1000);
    await expect(waiting).resolves.toBeUndefined();
  });
});
