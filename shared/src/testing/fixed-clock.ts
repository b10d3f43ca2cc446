// SPDX-License-Identifier: Apache-2.0

/** A clock that stands still until told otherwise, and ids that count up: attempts made with them are the same every time. */
export interface FixedClock {
  readonly clock: () => number;
  readonly stopwatch: () => number;
  readonly newId: () => string;
  advance(milliseconds: number): void;
}

/** A fixed clock that begins at `start` (milliseconds since 1970). Ids have the form of a UUIDv7 of that time. */
export function createFixedClock(start: number): FixedClock {
  let now = start;
  let ids = 0;
  return {
    clock: () => now,
    stopwatch: () => now - start,
    newId: () => {
      const time = now.toString(16).padStart(12, '0');
      return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${(ids++).toString(16).padStart(12, '0')}`;
    },
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}
