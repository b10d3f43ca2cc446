// SPDX-License-Identifier: Apache-2.0
import type { Adapter } from '@assay/core/pep';
import { capabilitiesOf } from './capabilities.ts';
import { parseEvent, type CognitoEvent } from './event.ts';
import { DEFAULT_SETTINGS, type CognitoSettings } from './settings.ts';
import { toRequest } from './to-request.ts';
import { refuse, toResponse, unchanged, type CognitoAnswer } from './to-response.ts';

/** Amazon Cognito's pre-token-generation trigger, event versions 1, 2 and 3. */
export function cognito(settings: CognitoSettings = DEFAULT_SETTINGS): Adapter<CognitoEvent, CognitoAnswer> {
  return {
    name: 'cognito',
    parseEvent: (native) => parseEvent(native, settings),
    toRequest: (event) => toRequest(event, settings),
    capabilities: (event) => capabilitiesOf(event.version, settings),
    correlation: (event) => ({ user_pool: event.userPoolId }),
    toResponse: (decision, event) => toResponse(decision, event, settings),
    unchanged,
    refuse,
  };
}
