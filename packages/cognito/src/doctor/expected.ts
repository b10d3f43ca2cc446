// SPDX-License-Identifier: Apache-2.0
import type { CognitoSettings } from '../settings.ts';

/** What the project makes now, for comparison. */
export interface ExpectedFunction {
  readonly settings: CognitoSettings;
  /** Of the policy. */
  readonly digest: string;
  /** Of `function.zip`: SHA-256, Base64, as Lambda tells it. */
  readonly codeSha256: string;
  /** Names of environment variables it needs. */
  readonly secrets: readonly string[];
}
