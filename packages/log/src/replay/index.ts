// SPDX-License-Identifier: Apache-2.0
export { createSum, EMPTY, type Aggregate, type Cell, type Count, type Sum } from './aggregate.ts';
export { liveBatch, type Excess, type LiveBatch, type LiveToken } from './alive.ts';
export { changesBetween, type Change, type ChangeKind } from './changes.ts';
export { contentsOf, heldOf, type Contents } from './contents.ts';
export { policiesAt, type DecidedAt, type PoliciesAt, type UsedAt } from './policies-at.ts';
export { agreementWith, effectOn, replayBatch, type EntryText, type Judge, type Redecide } from './replay-batch.ts';
export { streamBatches, type StreamOptions } from './stream.ts';
export { createWorklist, type Worklist } from './worklist.ts';
