// SPDX-License-Identifier: Apache-2.0
import type { Decided } from '@assay/bridge';
import type { JsonObject } from '@assay/core/model';
import type { Loss } from '@assay/core/pep';
import type { LivePolicy } from './live-policy.ts';

/** The decisions of a live policy set, as the bridge wants to hear of them. */
export interface Decide {
  /** The port of the same name: told of a record that was not written. */
  readonly onLoss: (loss: Loss) => void;
  readonly with: (live: Pick<LivePolicy, 'answer'>) => (native: unknown) => Promise<Decided>;
}

export function createDecide(): Decide {
  const lost = new Set<string>();
  return {
    onLoss: ({ recordId }) => void lost.add(recordId),
    with:
      ({ answer: ask }) =>
      async (native) => {
        const { answer, record } = await ask(native);
        // sound: JSON by its type, whose optional members are left out where they are absent
        const body = answer as unknown as JsonObject;
        if (record === undefined) return { answer: body, outcome: 'none' };
        return {
          answer: body,
          outcome: record.outcome,
          effect: record.effect,
          recordId: record.id,
          ...(record.asked && { grant: record.asked.grant }),
          ...(lost.delete(record.id) && { lossy: true }),
        };
      },
  };
}
