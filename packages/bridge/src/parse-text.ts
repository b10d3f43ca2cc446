// SPDX-License-Identifier: Apache-2.0

/** What a text in JSON says; undefined where it is none. */
export function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
