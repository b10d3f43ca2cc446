// SPDX-License-Identifier: Apache-2.0

/** What a file may hold. A policy of a thousand rules has about 200 KiB, 65,000 pieces and a depth of 5. */
export const LIMITS = {
  /** Of one file, in UTF-16 units of its text. */
  fileLength: 1_048_576,
  /** Keys, values, marks, blanks and line breaks: each takes up to 1 KB until the file is read. */
  pieces: 350_000,
  /** Maps and lists within each other. */
  depth: 64,
  /** Invisible characters that are reported one by one, in one file. */
  invisible: 100,
} as const;
