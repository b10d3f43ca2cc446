// SPDX-License-Identifier: Apache-2.0

/** The bytes of a text in base64; undefined where it is not exactly what those bytes are written as. */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
