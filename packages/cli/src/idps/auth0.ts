// SPDX-License-Identifier: Apache-2.0
import {
  ALL_FEATURES,
  capabilitiesOfRequest,
  credentialsExchange,
  nameOf,
  nativeOf,
  neverMet,
  neverTold,
  parseSettings,
  postLogin,
  refusedClaim,
  TRIGGERS,
  triggerOf,
  VARIANTS,
  type Auth0Settings,
  type Auth0Trigger,
  type Effects,
  type Features,
  type Variant,
} from '@assay/auth0';
import type { Json } from '@assay/core/model';
import type { Adapter, Ports } from '@assay/core/pep';
import type { TargetCapability } from '@assay/policy';
import { auth0Recipe } from '../artefact/auth0.ts';
import { Failure } from '../failure.ts';
import { deciderOf, type Configure, type ConfiguredTarget, type Idp } from './idp.ts';

/** Auth0. */
export const AUTH0: Idp = {
  targets: Object.fromEntries(TRIGGERS.map((trigger) => [`auth0/${trigger}`, configureOf(trigger)])),
  targetOf: (event) => `auth0/${triggerOf(event) ?? 'post-login'}`,
};

function configureOf(trigger: Auth0Trigger): Configure {
  return (settings) => {
    const parsed = parseSettings(settings);
    if (!parsed.ok) return parsed;
    // who has SAML applications says how attributes are called, or that they are called as they are
    const hasSaml = Object.hasOwn(settings, 'saml_attributes');
    const { hasWsFederation } = parsed.value;
    const [first, ...others] = VARIANTS.filter((variant) => variant.trigger === trigger);
    const kinds =
      first === undefined
        ? []
        : [
            first,
            ...others.filter(
              ({ tokens, of }) => tokens.includes('saml2') && (of === 'WS-Federation' ? hasWsFederation : hasSaml),
            ),
          ];
    return {
      ok: true,
      value: {
        decider: DECIDERS[trigger](parsed.value),
        capabilities: kinds.map((kind) => capabilityOf(kind, parsed.value)),
        capabilitiesOf: (request) => capabilitiesOfRequest(trigger, request, parsed.value),
        recipe: auth0Recipe(trigger, parsed.value),
      },
    };
  };
}

function capabilityOf(kind: Variant, settings: Auth0Settings): TargetCapability {
  const { trigger, tokens } = kind;
  return {
    name: `auth0/${nameOf(kind)}`,
    capabilities: kind.capabilities(settings),
    tokens,
    neverMet: neverMet(trigger),
    neverTold: neverTold(trigger, settings),
    lifetimes: settings.lifetimes,
    acrs: settings.acr.filter(({ factors }) => factors.length > 0).map(({ acr }) => acr),
    claimAdvice: (claim) =>
      `give it another name in tokens: \`claims: { ${claim}: https://<your domain>/${claim} }\` of the target`,
    lifetimeAdvice: (token) =>
      token === 'refresh_token'
        ? 'where the plan of the tenant has refresh token management, say `refresh_token_management: true` of the target'
        : undefined,
    // the AWS SDK is larger than an Action may be, and has no credentials there
    drivers: ['static', 'http'],
    refusesScope: (scope) => refusedScope(scope, trigger),
    refusesClaim: (claim, token) => refusedClaim(claim, token, settings),
    // who the user is, and whether there is a token: what is in it is decided at the post-login that follows
    ...(trigger === 'custom-token-exchange' && { sections: ['gates'] as const }),
  };
}

const OF_A_SIGN_IN: readonly string[] = ['openid', 'profile', 'email', 'phone', 'address', 'offline_access'];

const LONGEST_SCOPE = 280;

function refusedScope(scope: string, trigger: Auth0Trigger): string | undefined {
  if (scope.length > LONGEST_SCOPE) return `Auth0 takes ${LONGEST_SCOPE} characters`;
  return trigger === 'credentials-exchange' && OF_A_SIGN_IN.includes(scope)
    ? 'Auth0 ignores it where nobody signs in'
    : undefined;
}

/** What decides an event without the built Action. The emulator's tenant is one with all there is, so what settings leave out counts. */
const DECIDERS: Readonly<Record<Auth0Trigger, (settings: Auth0Settings) => ConfiguredTarget['decider']>> = {
  'post-login': (settings) =>
    deciding(({ pdp }) => postLogin(settings, { clock: Date.now, parameters: pdp.parameters }), settings),
  'credentials-exchange': (settings) => deciding(() => credentialsExchange(settings), settings),
  'custom-token-exchange': () => () => {
    const help = '`assay build`, then `assay decide --idp auth0 --artefact DIR --event FILE`';
    throw new Failure('ERR_USAGE', 'the tokens of a custom token exchange are validated by the built Action alone', {
      help,
    });
  },
};

function deciding<Event>(
  adapterOf: (ports: Ports) => Adapter<Event, Effects>,
  settings: Auth0Settings,
): ConfiguredTarget['decider'] {
  const features: Features = {
    ...ALL_FEATURES,
    targetScopes: settings.hasTargetScopes,
    refreshToken: settings.hasRefreshTokenManagement,
  };
  return (ports) => {
    const adapter = adapterOf(ports);
    return deciderOf(
      { ...adapter, parseEvent: (event) => adapter.parseEvent(nativeOf(event, features)) },
      (effects): Json => effects.map(({ call, args }) => ({ call, args: [...args] })),
    )(ports);
  };
}
