// SPDX-License-Identifier: Apache-2.0
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Destination, DestinationOptions } from './destination.ts';
import { PART_LIMITS, partsOf } from './part.ts';

/** A folder of files by day, as a bucket has them. */
export async function openFolder(path: string, { format }: DestinationOptions): Promise<Destination> {
  return {
    place: path,
    limits: PART_LIMITS,
    send: async (batch) => {
      for await (const { name, bytes } of partsOf(batch, format)) {
        const target = join(path, name);
        await mkdir(dirname(target), { recursive: true, mode: 0o700 });
        const file = await open(`${target}.next`, 'w', 0o600);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(`${target}.next`, target);
      }
    },
    close: async () => {},
  };
}
