// SPDX-License-Identifier: Apache-2.0

/** What an enforcement point may do: ask for decisions, report events, replace the policy, read the metrics. */
export const ROLES = ['issue', 'events', 'policy-writer', 'metrics'] as const;
export type Role = (typeof ROLES)[number];

/** An enforcement point (PEP) that may ask the bridge, and how it shows who it is: any one of what is here will do. */
export interface Pep {
  /** For logs and metrics; unique. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** SHA-256 of its bearer secrets, in lower-case hexadecimal; two while one takes the place of the other. */
  readonly secrets: readonly string[];
  readonly certificates: readonly CertificateRule[];
  readonly tokens: readonly TokenRule[];
  /** Absent: as the bridge has it for all. */
  readonly requestsPerSecond?: number;
}

/** A client certificate that a certificate authority of the bridge has signed, by one trait of it. */
export type CertificateRule =
  | { readonly cn: string }
  /** As in `DNS:keycloak.example.com` or `URI:spiffe://example.com/keycloak`. */
  | { readonly san: string }
  /** Of the whole certificate, in lower-case hexadecimal. */
  | { readonly sha256: string };

/** OAuth access tokens (JWT) of one issuer for the bridge. */
export interface TokenRule {
  readonly issuer: string;
  readonly audience: string;
  /** Where the keys of the issuer are, or the keys themselves. */
  readonly jwks: { readonly url: string } | { readonly keys: readonly object[] };
  /** The scope a token must have, the client it must be for, or both. */
  readonly scope?: string;
  readonly azp?: string;
}
