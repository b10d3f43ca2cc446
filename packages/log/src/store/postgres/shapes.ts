// SPDX-License-Identifier: Apache-2.0
import type { Entry } from '../../entry/entry.ts';
import type { Shape } from '../../entry/shape.ts';
import { termsOf } from '../../entry/terms.ts';
import type { Question } from '../question.ts';
import type { Db } from './db.ts';
import { digestOf } from './digest.ts';

export interface Shapes {
  /** The number of each shape by its digest; those that are new are written, with their terms. */
  readonly idsOf: (entries: readonly Entry[]) => Promise<ReadonlyMap<string, number>>;
  /** Ids of the shapes that meet every list of terms; undefined where nothing is asked of them. */
  readonly matching: (terms: Question['terms']) => Promise<readonly number[] | undefined>;
  readonly shapesOf: (ids: readonly number[]) => Promise<ReadonlyMap<number, Shape>>;
}

const MAX_KNOWN = 50_000;

/** Looks shapes up. A shape never changes, so what was read is kept. */
export function createShapes({ query, s }: Db): Shapes {
  const knownIds = new Map<string, number>();
  const knownShapes = new Map<number, Shape>();

  const readIds = async (digests: readonly string[]): Promise<void> => {
    if (knownIds.size > MAX_KNOWN) knownIds.clear();
    const rows = await query(`SELECT id, digest FROM ${s}.shape WHERE digest = ANY($1::text[])`, [digests]);
    for (const { id, digest } of rows) knownIds.set(String(digest), Number(id));
  };

  /** One statement: a shape is never there without its terms. In the order of digests, so that two who write the same do not wait for each other. */
  const add = async (missing: ReadonlyMap<string, Shape>): Promise<void> => {
    const shapes = [...missing].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const terms = shapes.flatMap(([digest, shape]) => termsOf(shape).map((term) => [digest, digestOf(term)] as const));
    await query(
      `WITH new AS (
         INSERT INTO ${s}.shape (digest, body) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING RETURNING id, digest
       )
       INSERT INTO ${s}.term SELECT t.term, new.id FROM new JOIN unnest($3::text[], $4::bytea[]) AS t (digest, term) USING (digest)`,
      [
        shapes.map(([digest]) => digest),
        shapes.map(([, shape]) => JSON.stringify(shape)),
        terms.map(([digest]) => digest),
        terms.map(([, term]) => term),
      ],
    );
  };

  return {
    idsOf: async (entries) => {
      const asked = new Map(entries.map(({ shapeDigest, shape }) => [shapeDigest, shape]));
      const missing = (): ReadonlyMap<string, Shape> => new Map([...asked].filter(([digest]) => !knownIds.has(digest)));
      if (missing().size > 0) await readIds([...asked.keys()]);
      if (missing().size > 0) {
        await add(missing());
        await readIds([...asked.keys()]);
      }
      return new Map([...asked.keys()].map((digest) => [digest, knownIds.get(digest)!])); // sound: those that were missing were written
    },
    matching: async (terms = []) => {
      if (terms.length === 0) return undefined;
      const lists = terms.map((_, at) => `SELECT shape FROM ${s}.term WHERE term = ANY($${at + 1}::bytea[])`);
      const rows = await query(
        lists.join(' INTERSECT '),
        terms.map((list) => list.map(digestOf)),
      );
      return [...new Set(rows.map(({ shape }) => Number(shape)))];
    },
    shapesOf: async (ids) => {
      const missing = ids.filter((id) => !knownShapes.has(id));
      const rows =
        missing.length === 0
          ? []
          : await query(`SELECT id, body FROM ${s}.shape WHERE id = ANY($1::integer[])`, [missing]);
      const read = new Map(rows.map(({ id, body }) => [Number(id), JSON.parse(String(body)) as Shape])); // sound: a shape of ours
      if (knownShapes.size + read.size < MAX_KNOWN) for (const [id, shape] of read) knownShapes.set(id, shape);
      return new Map(ids.map((id) => [id, knownShapes.get(id) ?? read.get(id)!])); // sound: an entry's shape is there
    },
  };
}
