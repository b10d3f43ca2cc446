// SPDX-License-Identifier: Apache-2.0
// Prints the size of every bundle beside its limit: `npm run bundle`.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundle } from './bundle.ts';
import { TARGETS } from './targets.ts';

for (const target of TARGETS) {
  const text = await bundle(join(import.meta.dirname, '..'), target);
  const size = Buffer.byteLength(text);
  console.log(`${target.name}: ${size} bytes of ${target.limit} (${gzipSync(text).length} compressed)`);
}
