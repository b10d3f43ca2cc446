// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import { NAMES, OIDC, SAML } from '../realm/names.ts';

/** What an operator chooses; what is absent stays as the realm has it. */
export interface DeployOptions {
  /** Clients whose tokens are issued as built where the bridge cannot be asked. */
  readonly observeClients?: readonly string[];
  /** The most that is sent of a user, whatever a policy reads. */
  readonly userAttributes?: readonly string[];
}

/** The configuration of the executor, as far as it was chosen. Neither a URL nor a secret: a realm is exported in clear. */
export const executorConfiguration = ({ observeClients, userAttributes }: DeployOptions): JsonObject => ({
  ...(observeClients && { 'observe-clients': observeClients }),
  ...(userAttributes && { 'user-attributes': userAttributes }),
});

/** The client profile, where there is none yet. */
export const profileOf = (options: DeployOptions): JsonObject => ({
  name: NAMES.profile,
  description: 'Assay is asked before a token is issued. Its executor is the last one.',
  executors: [{ executor: NAMES.executor, configuration: executorConfiguration(options) }],
});

export const CONDITIONS: readonly JsonObject[] = [
  { condition: NAMES.condition, configuration: { 'is-negative-logic': false } },
];

/** The client policy, where there is none yet. */
export const POLICY: JsonObject = {
  name: NAMES.policy,
  description: 'Every client of the realm. The last policy, so that nothing changes what was decided.',
  enabled: true,
  conditions: CONDITIONS,
  profiles: [NAMES.profile],
};

/** A client scope that carries a mapper, and is named nowhere. */
export interface DesiredScope {
  readonly name: string;
  readonly protocol: string;
  readonly description: string;
  readonly attributes: JsonObject;
  readonly mapper: { readonly name: string; readonly provider: string; readonly config: JsonObject };
}

const HIDDEN: JsonObject = { 'include.in.token.scope': 'false', 'display.on.consent.screen': 'false' };

export const SCOPES: readonly DesiredScope[] = [
  {
    name: NAMES.scope,
    protocol: OIDC,
    description: 'Introspection and userinfo tell what Assay decided.',
    attributes: HIDDEN,
    mapper: {
      name: NAMES.mapper,
      provider: NAMES.mapper,
      config: {
        'access.token.claim': 'false',
        'id.token.claim': 'false',
        'introspection.token.claim': 'true',
        'userinfo.token.claim': 'true',
      },
    },
  },
  {
    name: NAMES.samlScope,
    protocol: SAML,
    description: 'Assertions hold what Assay decided.',
    attributes: { 'display.on.consent.screen': 'false' },
    mapper: { name: NAMES.samlMapper, provider: NAMES.samlMapper, config: {} },
  },
];

export const mapperOf = ({ protocol, mapper }: DesiredScope): JsonObject => ({
  name: mapper.name,
  protocol,
  protocolMapper: mapper.provider,
  config: mapper.config,
});

export const scopeOf = (scope: DesiredScope): JsonObject => ({
  name: scope.name,
  description: scope.description,
  protocol: scope.protocol,
  attributes: scope.attributes,
  protocolMappers: [mapperOf(scope)],
});
