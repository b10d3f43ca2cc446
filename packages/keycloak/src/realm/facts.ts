// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';

/** What the admin API told of a realm, or an export of it; each member as it was answered, `undefined` where it was not told. */
export interface RealmAnswers {
  /** As messages name where it was read: a URL, or a file. */
  readonly from: string;
  /** `{ profiles, globalProfiles }`. */
  readonly profiles: unknown;
  /** `{ policies, globalPolicies }`. */
  readonly policies: unknown;
  readonly clientScopes: unknown;
  /** Client scopes that clients get which are made from now on, or their names. */
  readonly defaultScopes: unknown;
  readonly clients: unknown;
  readonly events: unknown;
  /** `serverinfo`; an export does not tell it. */
  readonly server?: unknown;
}

export interface ExecutorFacts {
  readonly executor: string;
  readonly configuration: JsonObject;
}

export interface ProfileFacts {
  readonly name: string;
  readonly executors: readonly ExecutorFacts[];
  /** Of the server, for every realm: nobody edits it. */
  readonly isGlobal: boolean;
  readonly raw: JsonObject;
}

export interface ConditionFacts {
  readonly condition: string;
  readonly isNegative: boolean;
  readonly configuration: JsonObject;
}

export interface PolicyFacts {
  readonly name: string;
  readonly isEnabled: boolean;
  /** Since 26.7; absent: the default. */
  readonly mode?: string;
  readonly conditions: readonly ConditionFacts[];
  /** Names of profiles, in the order they are run. */
  readonly profiles: readonly string[];
  readonly isGlobal: boolean;
  readonly raw: JsonObject;
}

export interface MapperFacts {
  readonly id?: string;
  readonly name: string;
  /** The id of its provider. */
  readonly provider: string;
  readonly config: JsonObject;
}

export interface ScopeFacts {
  /** Absent in a file that was written by hand. */
  readonly id?: string;
  readonly name: string;
  readonly protocol: string;
  /** Whether its name is in the `scope` of tokens. */
  readonly isShown: boolean;
  readonly mappers: readonly MapperFacts[];
  readonly raw: JsonObject;
}

/** A client; its secret is not here. */
export interface ClientFacts {
  readonly id?: string;
  readonly clientId: string;
  readonly protocol: string;
  readonly isEnabled: boolean;
  readonly isPublic: boolean;
  readonly isBearerOnly: boolean;
  readonly hasStandardFlow: boolean;
  readonly hasImplicitFlow: boolean;
  readonly hasPasswordGrant: boolean;
  readonly hasServiceAccount: boolean;
  readonly isResourceServer: boolean;
  readonly hasFullScope: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  readonly defaultScopes: readonly string[];
  readonly optionalScopes: readonly string[];
  /** Ids of the providers of its own mappers. */
  readonly mappers: readonly string[];
}

export interface EventFacts {
  readonly listeners: readonly string[];
  readonly hasAdminEvents: boolean;
  readonly raw: JsonObject;
}

/** What the server has, whatever its realms use of it. */
export interface ServerFacts {
  readonly version?: string;
  readonly executors: ReadonlySet<string>;
  readonly mappers: ReadonlySet<string>;
  readonly listeners: ReadonlySet<string>;
  readonly postProcessors: ReadonlySet<string>;
  /** By name, whether it is on. */
  readonly features: ReadonlyMap<string, boolean>;
}

/** What of a realm has to do with who decides its tokens; no secret of it is here. */
export interface RealmState {
  readonly from: string;
  readonly profiles: readonly ProfileFacts[];
  readonly policies: readonly PolicyFacts[];
  readonly scopes: readonly ScopeFacts[];
  readonly defaultScopes: readonly string[];
  readonly clients: readonly ClientFacts[];
  readonly events: EventFacts;
  readonly server?: ServerFacts;
}
