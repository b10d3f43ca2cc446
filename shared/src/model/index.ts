// SPDX-License-Identifier: Apache-2.0
export { isObject, own, type Json, type JsonObject } from './json.ts';
export { EVENT_BOUNDS, outOfBounds, type Bounds } from './bounds.ts';
export { deepFreeze } from './freeze.ts';
export { DURATION_PATTERN, parseDuration } from './duration.ts';
export { fieldsOf, type Fields } from './fields.ts';
export { parseIssuanceRequest, type Parsed } from './parse-request.ts';
export { cellsOf, MAX_CELLS, reassemble, UNNAMED_ACTION, type Cell } from './cells.ts';
export {
  CLIENT_REGISTRATIONS,
  GRANT_TYPES,
  PROTOCOLS,
  SUBJECT_TYPES,
  TOKEN_TYPES,
  type Actor,
  type Attributes,
  type Authentication,
  type AuthorizationDetail,
  type Baseline,
  type Client,
  type ClientRegistration,
  type GrantType,
  type IssuanceRequest,
  type Protocol,
  type RequestContext,
  type Subject,
  type SubjectType,
  type TokenType,
} from './request.ts';
export {
  REASONS,
  type ClaimChange,
  type DenyDecision,
  type GrantedScope,
  type IssuanceDecision,
  type IssuanceError,
  type LifetimeLimit,
  type NarrowedDetail,
  type Obligation,
  type OpenGate,
  type PermitDecision,
  type Reason,
  type ReasonCode,
  type RuleRef,
  type TokenChanges,
  type WithheldClaim,
  type WithheldDetail,
  type WithheldMember,
  type WithheldScope,
} from './decision.ts';
