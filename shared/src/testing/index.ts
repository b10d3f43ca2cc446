// SPDX-License-Identifier: Apache-2.0
export { createFixedClock, type FixedClock } from './fixed-clock.ts';
export { createMemorySink, type MemorySink } from './memory-sink.ts';
