// SPDX-License-Identifier: Apache-2.0
export { canonicalJson } from './canonical.ts';
export { RECORD_VERSION, type DecisionRecord, type RecordedEvidence, type RecordedToken } from './record.ts';
export type { DecisionSink } from './sink.ts';
