// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { MAX_TEXT } from './bounded.ts';

/** Bytes; bounded as texts are. */
export const BYTES_OPS: readonly (readonly [string, Op])[] = pureOps({
  concat_bytes: [
    'yy',
    (a: Uint8Array, b: Uint8Array) => {
      if (a.length + b.length > MAX_TEXT) return undefined;
      const both = new Uint8Array(a.length + b.length);
      both.set(a);
      both.set(b, a.length);
      return both;
    },
  ],
  size_bytes: ['y', (bytes: Uint8Array) => bytes.length],
});
