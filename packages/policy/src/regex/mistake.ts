// SPDX-License-Identifier: Apache-2.0

/** What makes a text no regular expression, and where: an offset in UTF-16 units. Thrown within this folder only. */
export class PatternMistake extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

export function mistake(message: string, at: number): never {
  throw new PatternMistake(message, at);
}
