// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import type { Shape } from '../../entry/shape.ts';
import type { Question } from '../question.ts';
import { each } from './each.ts';
import { unpacked } from './item.ts';
import { keyOf, PARTITIONS } from './keys.ts';
import type { Reader } from './reader.ts';

export interface Shapes {
  /** Digests of the shapes that meet every list of terms; undefined where nothing is asked of them. */
  readonly matching: (terms: Question['terms']) => Promise<ReadonlySet<string> | undefined>;
  /** The shapes of these digests. */
  readonly of: (digests: readonly string[]) => Promise<ReadonlyMap<string, Shape>>;
}

const AT_ONCE = 16;
const MAX_KNOWN = 100_000;

/** Looks shapes up. A shape never changes, so what was read is kept; which there are is asked each time. */
export function createShapes(reader: Reader): Shapes {
  const known = new Map<string, Shape>();

  const withTerm = async (term: string): Promise<readonly string[]> => {
    const digests: string[] = [];
    for await (const item of reader.all({ by: ['pk', 'sk'], partition: PARTITIONS.term(term), only: ['sk'] }))
      digests.push(item['sk']?.S ?? '');
    return digests;
  };

  const matching: Shapes['matching'] = async (terms = []) => {
    const lists = await each(terms, AT_ONCE, async (any) => new Set((await each(any, AT_ONCE, withTerm)).flat()));
    const [first, ...rest] = lists;
    return first && rest.reduce((met, next) => new Set([...met].filter((digest) => next.has(digest))), first);
  };

  const read = async (digests: readonly string[]): Promise<void> => {
    for (const item of await reader.byKeys(digests.map((digest) => keyOf(PARTITIONS.shapes, digest)))) {
      if (known.size >= MAX_KNOWN) known.clear();
      const text = unpacked(item['body']);
      if (text === undefined) throw new AssayError('ERR_LOG_CORRUPT', 'the table holds an item that is no shape');
      known.set(item['sk']?.S ?? '', JSON.parse(text) as Shape); // sound: a shape of ours
    }
  };

  return {
    matching,
    of: async (digests) => {
      await read(digests.filter((digest) => !known.has(digest)));
      return new Map(
        digests.map((digest) => {
          const shape = known.get(digest);
          if (shape === undefined)
            throw new AssayError(
              'ERR_LOG_CORRUPT',
              `the table holds entries of a shape it does not hold: \`${digest}\``,
            );
          return [digest, shape];
        }),
      );
    },
  };
}
