// SPDX-License-Identifier: Apache-2.0
export type { AdaptedRequest, Adapter, Correlation, Refusal } from './adapter.ts';
export type { Capabilities, ClaimCapability } from './capabilities.ts';
export type { Ceiling } from './ceiling.ts';
export { decideAgain, type AgainPorts, type DecidedAgain } from './decide-again.ts';
export type {
  ClientReach,
  DeployedArtefact,
  DeploymentFinding,
  DeploymentReport,
  Reach,
  ReachCell,
} from './deployment.ts';
export { enforce, type Enforced } from './enforce.ts';
export { GUARD } from './guard.ts';
export { isDecision } from './is-decision.ts';
export { isFulfilled, obligationKey, obligationType, type ObligationType } from './obligations.ts';
export type { Loss, Ports } from './ports.ts';
export {
  readClients,
  readDuration,
  readFlag,
  readLifetimes,
  refuseUnknown,
  type ClientSettings,
  type MoreOfClient,
} from './read-settings.ts';
export { isReservedClaim, RESERVED_CLAIMS } from './reserved-claims.ts';
export { settle, type Facts, type Settled, type Step } from './settled.ts';
