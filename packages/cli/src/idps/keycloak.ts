// SPDX-License-Identifier: Apache-2.0
import type { IssuanceRequest, Json, TokenType } from '@assay/core/model';
import {
  ASSERTIONS,
  CAPABILITIES,
  keycloak,
  parseSettings,
  TOKENS,
  type KeycloakEffects,
  type KeycloakSettings,
} from '@assay/keycloak';
import type { TargetCapability } from '@assay/policy';
import { deciderOf, type Circumstance, type ConfiguredTarget, type Idp } from './idp.ts';

/** What the bridge answers for, as `assay.yaml` names it. */
export const KEYCLOAK_TARGET = 'keycloak/issuance';

/** Keycloak, through the bridge. */
export const KEYCLOAK: Idp = {
  targets: {
    [KEYCLOAK_TARGET]: (settings) => {
      const parsed = parseSettings(settings);
      return parsed.ok ? { ok: true, value: configure(parsed.value) } : parsed;
    },
  },
  targetOf: () => KEYCLOAK_TARGET,
  isServed: true,
};

function configure(settings: KeycloakSettings): ConfiguredTarget {
  return {
    decider: deciderOf(keycloak(settings), toNative),
    capabilities: [
      capabilityOf('', settings, TOKENS, ['access_token', 'id_token', 'refresh_token']),
      ...(settings.hasSaml ? [capabilityOf(' SAML', settings, ASSERTIONS, ['saml2'])] : []),
    ],
    capabilitiesOf: circumstancesOf,
    recipe: 'table',
  };
}

function capabilityOf(
  suffix: string,
  { lifetimes }: KeycloakSettings,
  capabilities: TargetCapability['capabilities'],
  tokens: readonly TokenType[],
): TargetCapability {
  return { name: `${KEYCLOAK_TARGET}${suffix}`, capabilities, tokens, lifetimes };
}

/** What a request does not tell: whether its access token was a lightweight one, and whether the server could shape what it exchanged. */
function circumstancesOf({ protocol, grant }: IssuanceRequest): readonly Circumstance[] {
  const exchanged = grant === 'token_exchange' || grant === 'jwt_bearer';
  return Object.entries(CAPABILITIES)
    .filter(([name]) => (protocol === 'saml' ? name === 'SAML' : name !== 'SAML'))
    .filter(([name]) => exchanged || !name.includes('exchange'))
    .map(([name, capabilities]) => ({ name, capabilities }));
}

/** The answer of the bridge, but for the id. */
function toNative(effects: KeycloakEffects): Json {
  return { ...effects } as Json; // sound: JSON by its type, but for members that may be absent, which are not there then
}
