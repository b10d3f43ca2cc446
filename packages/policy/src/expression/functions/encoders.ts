// SPDX-License-Identifier: Apache-2.0
import { BYTES, STRING } from '../types.ts';
import type { Declaration } from './declaration.ts';

/** The encoders extension of cel-go. */
export const ENCODERS: readonly Declaration[] = [
  { name: 'base64.encode', id: 'base64_encode_bytes', params: [BYTES], result: STRING, op: 'base64_encode' },
  { name: 'base64.decode', id: 'base64_decode_string', params: [STRING], result: BYTES, op: 'base64_decode' },
];
