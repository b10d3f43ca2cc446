// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import type { BridgeOptions } from '@assay/bridge';
import { ANSWER } from './answer.ts';

/** A decide that waits, as for a source that is slow. */
export const createDecide = async (): Promise<BridgeOptions['decide']> => async () => {
  await sleep(20);
  return { answer: ANSWER, outcome: 'permit' };
};
