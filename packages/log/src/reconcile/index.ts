// SPDX-License-Identifier: Apache-2.0
export { IDP_LOGS, type IdpLogName } from './idps.ts';
export type { ReconcileCode, ReconcileFinding, ReconcileOptions, ReconcileReport } from './report.ts';
export { reconcile } from './reconcile.ts';
