// SPDX-License-Identifier: Apache-2.0

/** What the provider and its configuration are called in a realm. */
export const NAMES = {
  /** The client profile and the client policy. */
  profile: 'assay',
  policy: 'assay',
  executor: 'assay-issuance',
  /** The condition of the policy: any narrower one leaves clients out. */
  condition: 'any-client',
  /** The client scope of OpenID Connect clients, and the mapper in it. */
  scope: 'assay',
  mapper: 'assay-introspection',
  /** The same of SAML clients. */
  samlScope: 'assay-saml',
  samlMapper: 'assay-saml',
  listener: 'assay-events',
  /** In the list of what processes tokens when they are built, which Keycloak has since 26.6. */
  postProcessor: 'assay-issuance',
} as const;

export const OIDC = 'openid-connect';
export const SAML = 'saml';
