// SPDX-License-Identifier: Apache-2.0
import type { DeployedTriggerId } from './triggers.ts';

/** What one Action is made of. */
export interface Auth0FilesOptions {
  readonly trigger: DeployedTriggerId;
  /** Of the Action in the tenant; also that of its files. */
  readonly name: string;
  /** What runs: one CommonJS file. */
  readonly code: string;
  /** Of the policy inside, for people. */
  readonly digest: string;
  /** What the code reads from `event.secrets`; values are never here. */
  readonly secrets: readonly string[];
  /** What a custom token exchange is asked with, one profile each; of that trigger alone, which needs one. */
  readonly subjectTokenTypes?: readonly string[];
}

/** A file of the output, its path relative to the output folder. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** As JSON for people to read: two spaces, a line end. */
export const jsonFile = (path: string, value: unknown): OutputFile => ({
  path,
  text: `${JSON.stringify(value, null, 2)}\n`,
});
