// SPDX-License-Identifier: Apache-2.0
import {
  CAPABILITIES,
  cognito,
  NEVER_TOLD,
  parseSettings,
  type CognitoAnswer,
  type CognitoSettings,
} from '@assay/cognito';
import type { DecisionRecord } from '@assay/core/log';
import type { IssuanceDecision, Json, JsonObject, Parsed } from '@assay/core/model';
import { enforce, type Adapter, type Ports } from '@assay/core/pep';
import type { Problem } from '@assay/core/errors';
import type { TargetCapability } from '@assay/policy';

/** What one event came to, with the native answer as JSON. */
export interface Decided {
  readonly decision: IssuanceDecision;
  readonly native: Json;
  readonly record: DecisionRecord;
  /** What is wrong with the event, where it could not be read. */
  readonly problems: readonly Problem[];
}

export type Decider = (event: unknown) => Promise<Decided>;

/** A trigger of an identity provider under a project's settings. */
export interface ConfiguredIdp {
  readonly decider: (ports: Ports) => Decider;
  readonly capability: TargetCapability;
}

/** An identity provider the command can speak for. */
export interface Idp {
  /** The name of its target in `assay.yaml`. */
  readonly target: string;
  readonly configure: (settings: JsonObject) => Parsed<ConfiguredIdp>;
}

/** What `--idp` takes. */
export const IDP_NAMES = ['cognito'] as const;
export type IdpName = (typeof IDP_NAMES)[number];

/** Every identity provider, by its name. */
export const IDPS: { readonly [N in IdpName]: Idp } = {
  cognito: {
    target: 'cognito/pre-token-generation',
    configure: (settings) => {
      const parsed = parseSettings(settings);
      return parsed.ok ? { ok: true, value: configureCognito(parsed.value) } : parsed;
    },
  },
};

/** The identity provider of a target, or undefined. */
export function idpOfTarget(target: string): Idp | undefined {
  return Object.values(IDPS).find((idp) => idp.target === target);
}

/** The issuer of a user pool: https://cognito-idp.<region>.amazonaws.com/<pool>, in China with `.cn` behind it. */
const USER_POOL = /^https:\/\/cognito-idp\.[^/]+\/[^/]+$/;

function configureCognito(settings: CognitoSettings): ConfiguredIdp {
  const audiences = [settings.audience, ...Array.from(settings.clients.values(), ({ audience }) => audience)];
  const known = audiences.filter((audience) => audience !== undefined);
  return {
    decider: deciderOf(cognito(settings), cognitoNative),
    capability: {
      name: IDPS.cognito.target,
      capabilities: CAPABILITIES[settings.eventVersion],
      tokens: ['access_token', 'id_token'],
      audiences: known,
      // without an audience, a user pool's tokens are for the pool itself, whose name only an event tells
      ...(settings.audience === undefined && { isOwnAudience: (audience: string) => USER_POOL.test(audience) }),
      neverMet: new Map([['step_up', 'its events tell neither `acr` nor `auth_time`']]),
      neverTold: NEVER_TOLD,
      lifetimes: settings.lifetimes,
    },
  };
}

/** What the Lambda runtime sees: the event returned, or the error thrown, as it reports one. */
function cognitoNative(answer: CognitoAnswer): JsonObject {
  return answer.kind === 'return' ? answer.event : { errorType: 'Error', errorMessage: answer.message };
}

function deciderOf<Event, Answer>(
  adapter: Adapter<Event, Answer>,
  toNative: (answer: Answer) => Json,
): ConfiguredIdp['decider'] {
  return (ports) => {
    const handle = enforce(adapter, ports);
    return async (event) => {
      const { answer, decision, record } = await handle(event);
      const parsed = adapter.parseEvent(event);
      return { decision, record, native: toNative(answer), problems: parsed.ok ? [] : parsed.problems };
    };
  };
}
