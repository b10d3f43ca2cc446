// SPDX-License-Identifier: Apache-2.0
import type { DecisionSink } from '@assay/core/log';

/** A sink that writes to several, and has written where the first has: the others are copies, and a failure of theirs is told to `onCopyFailure` and changes nothing. */
export function createFanOut(
  [first, ...copies]: readonly [DecisionSink, ...DecisionSink[]],
  onCopyFailure: (name: string, cause: unknown) => void,
): DecisionSink {
  const copy = async (sink: DecisionSink, work: () => void | Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (cause) {
      onCopyFailure(sink.name, cause);
    }
  };
  return {
    name: [first, ...copies].map(({ name }) => name).join('+'),
    async write(record) {
      const copied = copies.map((sink) => copy(sink, () => sink.write(record)));
      await first.write(record);
      await Promise.all(copied);
    },
    async flush() {
      await Promise.all([first.flush(), ...copies.map((sink) => copy(sink, () => sink.flush()))]);
    },
  };
}
