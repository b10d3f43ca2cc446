// SPDX-License-Identifier: Apache-2.0
export { IDP_LOGS, type IdpLogName } from './idps.ts';
export {
  reconcile,
  type ReconcileCode,
  type ReconcileFinding,
  type ReconcileOptions,
  type ReconcileReport,
} from './reconcile.ts';
