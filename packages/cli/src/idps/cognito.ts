// SPDX-License-Identifier: Apache-2.0
import {
  capabilitiesOf,
  cognito,
  NEVER_TOLD,
  parseSettings,
  type CognitoAnswer,
  type CognitoSettings,
  type EventVersion,
} from '@assay/cognito';
import type { JsonObject } from '@assay/core/model';
import { cognitoRecipe } from '../artefact/cognito.ts';
import { deciderOf, type ConfiguredTarget, type Idp } from './idp.ts';

const TARGET = 'cognito/pre-token-generation';

/** Amazon Cognito. */
export const COGNITO: Idp = {
  targets: {
    [TARGET]: (settings) => {
      const parsed = parseSettings(settings);
      return parsed.ok ? { ok: true, value: configure(parsed.value) } : parsed;
    },
  },
  targetOf: () => TARGET,
};

/** The issuer of a user pool: https://cognito-idp.<region>.amazonaws.com/<pool>, in China with `.cn` behind it. */
const USER_POOL = /^https:\/\/cognito-idp\.[^/]+\/[^/]+$/;

function configure(settings: CognitoSettings): ConfiguredTarget {
  const audiences = [settings.audience, ...Array.from(settings.clients.values(), ({ audience }) => audience)];
  const known = audiences.filter((audience) => audience !== undefined);
  // a request does not tell the version of its event; 2 and 3 can do the same
  const versions: readonly EventVersion[] = settings.eventVersion === 1 ? [1, 2] : [2, 1];
  const circumstances = versions.map((version) => ({
    name: `version ${version}`,
    capabilities: capabilitiesOf(version, settings),
  }));
  return {
    decider: deciderOf(cognito(settings), toNative),
    capabilities: [
      {
        name: TARGET,
        capabilities: capabilitiesOf(settings.eventVersion, settings),
        hasUncheckedScopes: settings.eventVersion === 1,
        tokens: ['access_token', 'id_token'],
        unasked: ['refresh_token'],
        audiences: known,
        // without an audience, a user pool's tokens are for the pool itself, whose name only an event tells
        ...(settings.audience === undefined && { isOwnAudience: (audience: string) => USER_POOL.test(audience) }),
        neverMet: new Map([['step_up', 'its events tell neither `acr` nor `auth_time`']]),
        neverTold: NEVER_TOLD,
        lifetimes: settings.lifetimes,
      },
    ],
    capabilitiesOf: () => circumstances,
    recipe: cognitoRecipe(settings),
  };
}

/** What the Lambda runtime sees: the event returned, or the error thrown, as it reports one. */
function toNative(answer: CognitoAnswer): JsonObject {
  return answer.kind === 'return' ? answer.event : { errorType: 'Error', errorMessage: answer.message };
}
