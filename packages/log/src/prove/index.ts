// SPDX-License-Identifier: Apache-2.0
export { withFindings } from './with-findings.ts';
export { LOG_FINDINGS, type LogFinding, type LogFindingCode, type Severity } from './findings.ts';
export { lastSigned, proveConsistency, proveEntry, type ProveOptions } from './prove-entry.ts';
export { verifyIndex } from './verify-index.ts';
export { verifyLog, type LogReport, type VerifyOptions } from './verify-log.ts';
