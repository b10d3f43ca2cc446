// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { MAX_TEXT } from './bounded.ts';

/** RFC 4648 section 4. */
function encode(bytes: Uint8Array): string | undefined {
  // in base64 four characters are three bytes
  if (bytes.length > (MAX_TEXT / 4) * 3) return undefined;
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** The padding may be left out, as in cel-go. `atob` alone would pass over spaces. */
function decode(text: string): Uint8Array | undefined {
  return /^[\w+/]*={0,2}$/.test(text) ? Uint8Array.from(atob(text), (char) => char.charCodeAt(0)) : undefined;
}

/** The encoders extension of cel-go. */
export const ENCODER_OPS: readonly (readonly [string, Op])[] = pureOps({
  base64_encode: ['y', encode, 16],
  base64_decode: ['s', decode, 16],
});
