// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { assertVersion } from './directory.ts';
import { DEFAULT_SHARDS } from './options.ts';
import { hotMark, PARTITIONS } from './keys.ts';
import type { Reader } from './reader.ts';

/** How the entries of this table are spread now. */
export interface Facts {
  /** As many as any writer has had. */
  readonly shards: number;
  /** Which shards hold entries of a shape. */
  readonly shardsOf: (digest: string) => readonly number[];
}

/** Reads it anew for each question: a shape that was calm may be hot by now. Rejects with ERR_STORE_VERSION. */
export async function factsOf(reader: Reader, table: string): Promise<Facts> {
  let shards = DEFAULT_SHARDS;
  const hot = new Set<string>();
  for await (const item of reader.all({ by: ['pk', 'sk'], partition: PARTITIONS.meta })) {
    const sort = item['sk']?.S ?? '';
    if (sort === 'VERSION') {
      assertVersion(item, table);
      shards = Number(item['shards']?.N);
      if (!Number.isInteger(shards))
        throw new AssayError('ERR_LOG_CORRUPT', `the table \`${table}\` of the log does not say how it is spread`);
    } else hot.add(sort);
  }
  const all = Array.from({ length: shards }, (_, shard) => shard);
  return { shards, shardsOf: (digest) => (hot.has(hotMark(digest)) ? all : [0]) };
}
