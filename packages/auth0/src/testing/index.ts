// SPDX-License-Identifier: Apache-2.0
export { createActionInstance, type ActionInstance } from './instance.ts';
export type { ActionInstanceOptions } from './options.ts';
export {
  allFeatures,
  TENANT_FEATURES,
  type FeatureState,
  type TenantFeature,
  type TenantFeatures,
} from './features.ts';
export { ACTION_TRIGGERS, type ActionEntrypoint, type ActionTrigger } from './triggers.ts';
export type { ActionOutcome, ActionReport, SessionView, TokenView, UserView } from './report.ts';
export type { ApiCall } from './build-api.ts';
export type { Resumption } from './resume.ts';
export type { CacheRecord, TenantDirectory } from './run.ts';
export type { Challenge, Factor } from './state.ts';
export type { CapturedConsole } from './runner/capture-console.ts';
export { RESTRICTED_CLAIMS, type Dropped, type DropReason } from './issued-claims.ts';
export { FACTOR_TYPES } from './ask-user.ts';
export { SAMPLE_EVENTS, sampleEvent, type SampleEvent } from './sample-event.ts';
export { BUDGET_MS, CONTESTED_LIMITS, LIMITS, type ContestedLimits } from './limits.ts';
