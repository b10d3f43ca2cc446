// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { MAX_TEXT } from './bounded.ts';

/** Bytes; bounded as texts are. */
export const BYTES_OPS: readonly (readonly [string, Op])[] = pureOps({
  concat_bytes: [
    'yy',
    (a: Uint8Array, b: Uint8Array) => (a.length + b.length > MAX_TEXT ? undefined : Uint8Array.from([...a, ...b])),
    8,
  ],
  size_bytes: ['y', (bytes: Uint8Array) => bytes.length, 0],
});
