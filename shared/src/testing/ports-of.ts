// SPDX-License-Identifier: Apache-2.0
import type { Pdp } from '../pdp/pdp.ts';
import { isDecision } from '../pep/is-decision.ts';
import type { Loss, Ports } from '../pep/ports.ts';
import { testDigest } from './digest.ts';
import { createFixedClock } from './fixed-clock.ts';
import { createMemorySink, type MemorySink } from './memory-sink.ts';

/** Ports that touch nothing: records stay in `sink.records`, losses in `losses`. */
export interface TestPorts extends Ports {
  readonly sink: MemorySink;
  readonly losses: readonly Loss[];
}

/** When attempts made with `portsOf` begin, in milliseconds since 1970. */
export const TEST_TIME: number = Date.UTC(2026, 0, 2, 3, 4, 5);

/** Ports over a fixed clock and a memory sink; a record is required, and holds its inputs. */
export function portsOf(pdp: Pdp, part: Partial<Omit<Ports, 'sink'>> = {}): TestPorts {
  const { clock, stopwatch, newId } = createFixedClock(TEST_TIME);
  const losses: Loss[] = [];
  return {
    pdp,
    isDecision,
    sources: [],
    sink: createMemorySink(),
    log: { required: true, inputs: 'full', redact: [] },
    clock,
    stopwatch,
    newId,
    sha256: testDigest,
    losses,
    onLoss: (loss) => void losses.push(loss),
    ...part,
  };
}
