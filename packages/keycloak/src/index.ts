// SPDX-License-Identifier: Apache-2.0
export type { KeycloakAnswer, KeycloakEffects } from './answer.ts';
export { ASSERTIONS, CAPABILITIES, capabilitiesOf, TOKENS } from './capabilities.ts';
export { createIssuance, type Answered } from './entries/issuance.ts';
export { parseEvent, type KeycloakEvent } from './event.ts';
export { keycloak } from './keycloak.ts';
export { needsOf, type Needs } from './needs.ts';
export { isUntouchable, KEYCLOAK_CLAIMS } from './reserved-claims.ts';
export { DEFAULT_SETTINGS, parseSettings, type KeycloakSettings } from './settings.ts';
