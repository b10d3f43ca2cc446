// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';

/** Chooses the shard that a write goes to. */
export interface Spread {
  /** 0 while few writes go to `name`; any of the shards, by `key`, while many do. */
  readonly shardOf: (name: string, key: string) => number;
  /** Whether writes to `name` go to all shards now. */
  readonly isHot: (name: string) => boolean;
  /** DynamoDB refused a write: these are hot for a while, whatever is counted here. Other writers are not seen from here. */
  readonly heat: (names: readonly string[]) => void;
}

export interface SpreadOptions {
  readonly shards: number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Writes to one name within a second above which it is hot. DynamoDB takes 1000 kilobytes a second in one partition, of all writers. */
  readonly calmPerSecond?: number;
}

interface Heat {
  second: number;
  count: number;
  hotUntil: number;
}

const HOT_MS = 600_000;
const MAX_KNOWN = 10_000;

/** Shards cost a query each when they are read, so that only what is hot has more than one. */
export function createSpread({ shards, clock, calmPerSecond = 50 }: SpreadOptions): Spread {
  const known = new Map<string, Heat>();
  const heatOf = (name: string): Heat => {
    const kept = known.get(name);
    if (kept !== undefined) return kept;
    if (known.size >= MAX_KNOWN) known.clear();
    const heat = { second: 0, count: 0, hotUntil: 0 };
    known.set(name, heat);
    return heat;
  };
  return {
    shardOf: (name, key) => {
      const now = clock();
      const second = Math.floor(now / 1000);
      const heat = heatOf(name);
      heat.count = heat.second === second ? heat.count + 1 : 1;
      heat.second = second;
      if (heat.count > calmPerSecond) heat.hotUntil = now + HOT_MS;
      return heat.hotUntil > now ? hash('sha256', key, 'buffer').readUInt32BE() % shards : 0;
    },
    isHot: (name) => (known.get(name)?.hotUntil ?? 0) > clock(),
    heat: (names) => {
      for (const name of names) heatOf(name).hotUntil = clock() + HOT_MS;
    },
  };
}
