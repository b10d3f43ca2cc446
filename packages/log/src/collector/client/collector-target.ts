// SPDX-License-Identifier: Apache-2.0
import type { Content } from '../../entry/entry.ts';
import type { Target } from '../../sink/target.ts';
import type { Appended } from '../../store/log-store.ts';
import { post, type CollectorAddress } from './post.ts';

/** Of one post, well below what a collector takes. */
const MAX_CHARACTERS = 1_000_000;
const MAX_RECORDS = 500;

/** A collector as the target of a host's sink, which numbers, batches and spills. Contents of several writers, or too many for one post, go in several. */
export function createCollectorTarget(address: CollectorAddress): Target {
  return {
    name: 'collector',
    append: async (contents) => {
      const statuses: Appended[] = [];
      for (const part of partsOf(contents)) statuses.push(...(await post(address, part[0]?.writer ?? '', part)));
      return statuses;
    },
    close: async () => {},
  };
}

function partsOf(contents: readonly Content[]): readonly (readonly Content[])[] {
  const parts: Content[][] = [];
  let size = 0;
  for (const content of contents) {
    const length = JSON.stringify(content).length;
    const part = parts.at(-1);
    size += length;
    if (part !== undefined && part[0]?.writer === content.writer && part.length < MAX_RECORDS && size <= MAX_CHARACTERS)
      part.push(content);
    else {
      parts.push([content]);
      size = length;
    }
  }
  return parts;
}
