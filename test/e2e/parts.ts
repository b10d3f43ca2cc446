// SPDX-License-Identifier: Apache-2.0

/** A server out of the Python package index, and the command of it that is run. */
export interface PythonPart {
  readonly name: string;
  readonly version: string;
  readonly command: string;
}

/** The servers the end-to-end tests talk to, by exact version: raising one is changing a line here. None is part of the lockfile. */
export const PARTS = {
  /** Emulates Cognito, with all three versions of the trigger, and runs Lambda functions with the Node it finds. MIT. */
  ministack: { name: 'ministack', version: '1.5.33', command: 'ministack' },
} as const satisfies Readonly<Record<string, PythonPart>>;
