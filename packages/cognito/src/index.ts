// SPDX-License-Identifier: Apache-2.0
export { cognito } from './cognito.ts';
export { CAPABILITIES, capabilitiesOf, NEVER_TOLD } from './capabilities.ts';
export { createHandler, type PreTokenGenerationHandler } from './entries/pre-token-generation.ts';
export type { EventVersion } from './event-version.ts';
export type { CognitoEvent } from './event.ts';
export { DEFAULT_SETTINGS, parseSettings, type CognitoSettings } from './settings.ts';
export type { CognitoAnswer } from './to-response.ts';
