// SPDX-License-Identifier: Apache-2.0

/** Limits that hold whatever the tenant: in bytes unless the name says characters. */
export const LIMITS = {
  /** Of the text of one Action; dependencies it declares do not count. */
  code: 100_000,
  /** Of what an Action prints, kept until the execution ends. */
  console: 262_144,
  /** Of what an Action prints, kept in the tenant's log. */
  persistedConsoleCharacters: 256,
  /** Of the custom claims of one token, together. */
  customClaims: 100_000,
  /** Of the changes to the metadata of a user, each of the two kinds. */
  userMetadata: 32_768,
} as const;

/** For all Actions of a trigger together, in milliseconds; a redirect begins a new one. */
export const BUDGET_MS = 20_000;

/**
 * Limits on which the documentation and the newest code of Auth0 disagree, in bytes. The documented ones are the stricter: an Action that
 * keeps them keeps both.
 */
export const CONTESTED_LIMITS = {
  documented: { cache: 8192, saml: 10_240 },
  newest: { cache: 16_640, saml: 102_400 },
} as const;

export type ContestedLimits = keyof typeof CONTESTED_LIMITS;
