// SPDX-License-Identifier: Apache-2.0
import { createSpread } from './spread.ts';

describe('spreading writes over shards', () => {
  let now: number;
  const clock = (): number => now;
  beforeEach(() => {
    now = 1_000_000;
  });

  const shardsOf = (spread: ReturnType<typeof createSpread>, name: string, count: number): readonly number[] =>
    [...new Set(Array.from({ length: count }, (_, n) => spread.shardOf(name, `key-${n}`)))].toSorted((a, b) => a - b);

  it('stays in one shard while it is calm, whatever the others do', () => {
    const spread = createSpread({ shards: 4, clock, calmPerSecond: 10 });
    expect(shardsOf(spread, 'busy', 200)).toEqual([0, 1, 2, 3]);
    expect(shardsOf(spread, 'calm', 10)).toEqual([0]);
    expect([spread.isHot('busy'), spread.isHot('calm'), spread.isHot('unknown')]).toEqual([true, false, false]);
  });

  it('counts each second by itself', () => {
    const spread = createSpread({ shards: 4, clock, calmPerSecond: 10 });
    for (let second = 0; second < 5; second++, now += 1000) expect(shardsOf(spread, 'calm', 10)).toEqual([0]);
  });

  it('is hot for a while after it was refused once, and calm again then', () => {
    const spread = createSpread({ shards: 4, clock, calmPerSecond: 1000 });
    spread.heat(['refused']);
    expect(shardsOf(spread, 'refused', 100)).toEqual([0, 1, 2, 3]);
    now += 600_001;
    expect(shardsOf(spread, 'refused', 100)).toEqual([0]);
  });

  it('sends the same key to the same shard while it is hot', () => {
    const spread = createSpread({ shards: 8, clock });
    spread.heat(['hot']);
    expect(spread.shardOf('hot', 'a')).toBe(spread.shardOf('hot', 'a'));
  });
});
