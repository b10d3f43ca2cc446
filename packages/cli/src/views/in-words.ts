// SPDX-License-Identifier: Apache-2.0

/** A name of the wire as words: `access_token` is "access token". */
export function inWords(name: string): string {
  return name.replaceAll('_', ' ');
}
