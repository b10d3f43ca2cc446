// SPDX-License-Identifier: Apache-2.0
import type { StoredCheckpoint } from '../log-store.ts';
import { ignoreCondition } from './directory.ts';
import { keyOf, padded, PARTITIONS } from './keys.ts';
import type { Reader } from './reader.ts';
import type { WriteCalls } from './sdk-writing.ts';

/** Every checkpoint, in the order of their sizes. */
export async function checkpointsOf(reader: Reader): Promise<readonly StoredCheckpoint[]> {
  const checkpoints: StoredCheckpoint[] = [];
  for await (const { sk, note, time, roots } of reader.all({ by: ['pk', 'sk'], partition: PARTITIONS.checkpoints })) {
    const size = Number(sk?.S);
    const frontier = { size, roots: (roots?.L ?? []).map(({ B = new Uint8Array() }) => B) };
    checkpoints.push({ size, note: note?.S ?? '', frontier, time: Number(time?.N) });
  }
  return checkpoints;
}

/** Keeps a checkpoint; of each size it is the first. */
export async function addCheckpoint(
  writes: WriteCalls,
  table: string,
  { size, note, frontier, time }: StoredCheckpoint,
): Promise<void> {
  await ignoreCondition(
    writes.putItem({
      TableName: table,
      Item: {
        ...keyOf(PARTITIONS.checkpoints, padded(size)),
        note: { S: note },
        roots: { L: frontier.roots.map((B) => ({ B })) },
        time: { N: `${time}` },
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  );
}
