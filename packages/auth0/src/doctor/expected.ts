// SPDX-License-Identifier: Apache-2.0

/** What the project makes now of one target, for comparison. */
export interface ExpectedAction {
  /** `auth0/<trigger>`. */
  readonly target: string;
  /** Of the policy. */
  readonly digest: string;
  /** `code.js`. */
  readonly code: string;
  /** Names of the secrets it needs. */
  readonly secrets: readonly string[];
}
