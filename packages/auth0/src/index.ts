// SPDX-License-Identifier: Apache-2.0
export { capabilitiesOfRequest } from './capabilities-of-request.ts';
export { refusedClaim } from './claims.ts';
export { createCredentialsExchange, type CredentialsExchangeHandlers } from './entries/credentials-exchange.ts';
export { credentialsExchange } from './credentials-exchange/credentials-exchange.ts';
export { createPostLogin, type PostLoginHandlers } from './entries/post-login.ts';
export type { Effect, Effects } from './effects.ts';
export { ALL_FEATURES, detectFeatures, type Features } from './features.ts';
export type { Host, Platform } from './host.ts';
export type { SourceCache } from './cache.ts';
export { nativeOf, type Native } from './native.ts';
export { postLogin } from './post-login/post-login.ts';
export type { HostOrFactory } from './run.ts';
export { DEFAULT_SETTINGS, parseSettings, type Auth0Settings } from './settings.ts';
export { PROTOCOLS, type TransactionKind } from './protocols.ts';
export { EVENT_MEMBERS, USER_MEMBERS, type ProfileMember } from './profile.ts';
export { customTokenExchange } from './custom-token-exchange/custom-token-exchange.ts';
export {
  CAPABILITIES,
  nameOf,
  neverMet,
  neverTold,
  TRIGGERS,
  triggerOf,
  VARIANTS,
  type Auth0Trigger,
  type Variant,
} from './variants.ts';
