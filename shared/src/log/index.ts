// SPDX-License-Identifier: Apache-2.0
export { canonicalJson } from './canonical.ts';
export { buildRecord, type Attempted } from './build-record.ts';
export { isDecisionRecord } from './is-record.ts';
export { createProtectingSink, HMAC_PREFIX, protect, pseudonymOf, type FieldRule, type Hmac } from './protect.ts';
export { RECORD_VERSION, type DecisionRecord, type RecordedEvidence, type RecordedToken } from './record.ts';
export { looksLikeToken, redact, REDACTED } from './redact.ts';
export type { DecisionSink, LogSettings } from './sink.ts';
export { uuidOf } from './uuid.ts';
