// SPDX-License-Identifier: Apache-2.0

/** What an operator allows to be granted although the identity provider would not: the only way above the baseline, and never policy's to say. */
export interface Ceiling {
  readonly scopes?: readonly string[];
  readonly audiences?: readonly string[];
}
