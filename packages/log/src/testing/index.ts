// SPDX-License-Identifier: Apache-2.0
export { appendAndSeal, decisionOf, decisionsOf, TEST_LOG, testSigner } from './log-of.ts';
export { recordOf, TEST_START, type RecordPart } from './record-of.ts';
export { STORE_SUITE, type StoreCase } from './store-suite.ts';
