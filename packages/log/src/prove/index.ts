// SPDX-License-Identifier: Apache-2.0
export { LOG_FINDINGS, type LogFinding, type LogFindingCode, type Severity } from './findings.ts';
export { lastSigned, proveConsistency, proveEntry, type ProveOptions } from './prove-entry.ts';
export { verifyLog, type LogReport, type VerifyOptions } from './verify-log.ts';
