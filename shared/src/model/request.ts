// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from './json.ts';

/** What may be minted; the short names of the AuthZEN token issuance profile, section 2, and `saml2` for an assertion. */
export const TOKEN_TYPES = ['access_token', 'id_token', 'refresh_token', 'saml2'] as const;
export type TokenType = (typeof TOKEN_TYPES)[number];

/** The AuthZEN profile's grants, then local names of the same shape for those it lacks; `sign_in` is a sign-in whose grant the identity provider does not tell. */
export const GRANT_TYPES = [
  'authorization_code',
  'client_credentials',
  'refresh_token',
  'token_exchange',
  'device_code',
  'jwt_bearer',
  'saml2_bearer',
  'password',
  'ciba',
  'implicit',
  'sign_in',
] as const;
export type GrantType = (typeof GRANT_TYPES)[number];

export const PROTOCOLS = ['oauth', 'oidc', 'saml'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export const SUBJECT_TYPES = ['user', 'client', 'workload'] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];

export const CLIENT_REGISTRATIONS = ['first_party', 'third_party', 'dynamic'] as const;
export type ClientRegistration = (typeof CLIENT_REGISTRATIONS)[number];

/** Whom the token speaks for: `id` is what its `sub` will be; `profile` is what the IdP knows of the subject. */
export interface Subject {
  readonly type: SubjectType;
  readonly id: string;
  readonly profile: JsonObject;
}

/** A party that acts for the subject (RFC 8693 section 4.1, `act`). */
export interface Actor {
  readonly type: SubjectType;
  readonly id: string;
}

/** The OAuth client; `instance` tells one running copy of it from another (an agent's run, a pod). */
export interface Client {
  readonly id: string;
  readonly name?: string;
  readonly registration: ClientRegistration;
  readonly instance?: string;
}

/** How the subject signed in; `authTime` in seconds since 1970 (OpenID Connect Core section 2). */
export interface Authentication {
  readonly acr?: string;
  readonly amr: readonly string[];
  readonly authTime?: number;
}

/** One element of `authorization_details` (RFC 9396 section 2): the common members, and those of its type. */
export interface AuthorizationDetail extends JsonObject {
  readonly type: string;
}

/** Facts of the request itself: `time` is when the attempt began, in seconds since 1970; `parameters` were sent by the client, and only those a project declares get here. */
export interface RequestContext {
  readonly time: number;
  readonly ip?: string;
  readonly userAgent?: string;
  readonly parameters: JsonObject;
}

/** What the IdP would issue without us: the ceiling. Lifetimes in seconds; a lifetime that is absent is not known. */
export interface Baseline {
  readonly scopes: readonly string[];
  readonly audiences: readonly string[];
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly claims: { readonly [T in TokenType]?: JsonObject };
  readonly lifetimes: { readonly [T in TokenType]?: number };
  readonly authorizationDetails: readonly AuthorizationDetail[];
}

/** The question asked at the moment of issuance, the same for every IdP. `actors` begins with the one acting now. */
export interface IssuanceRequest {
  readonly trigger: string;
  readonly grant: GrantType;
  readonly protocol: Protocol;
  readonly tokens: readonly TokenType[];
  readonly subject: Subject;
  readonly actors: readonly Actor[];
  readonly client: Client;
  readonly targets: readonly string[];
  readonly scopes: readonly string[];
  readonly authorizationDetails: readonly AuthorizationDetail[];
  readonly authentication: Authentication;
  readonly confirmation?: JsonObject;
  /** Obligations that were carried out for this very request, as `obligationKey` of the PEP names them: only an adapter that saw it says so. */
  readonly fulfilled?: readonly string[];
  readonly context: RequestContext;
  readonly baseline: Baseline;
}

/** What sources said, by source name; a source that failed or knows nothing is absent. */
export interface Attributes {
  readonly [source: string]: JsonObject;
}
