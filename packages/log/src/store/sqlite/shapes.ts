// SPDX-License-Identifier: Apache-2.0
import type { DatabaseSync } from 'node:sqlite';
import type { Shape } from '../../entry/shape.ts';
import type { Question } from '../question.ts';

export interface Shapes {
  /** Ids of the shapes that meet every list of terms; undefined where nothing is asked of them. */
  readonly matching: (terms: Question['terms']) => ReadonlySet<number> | undefined;
  readonly shapeOf: (id: number) => Shape;
}

/** Looks shapes up. A shape never changes, so what was read is kept. */
export function createShapes(db: DatabaseSync): Shapes {
  const byTerm = db.prepare('SELECT shape FROM term WHERE term = ?');
  const byId = db.prepare('SELECT body FROM shape WHERE id = ?');
  const known = new Map<number, Shape>();
  const withAny = (terms: readonly string[]): Set<number> =>
    new Set(terms.flatMap((term) => byTerm.all(term).map(({ shape }) => Number(shape))));
  return {
    matching: (terms = []) => {
      const [first, ...rest] = terms.map(withAny);
      return first && rest.reduce((met, next) => new Set([...met].filter((shape) => next.has(shape))), first);
    },
    shapeOf: (id) => {
      const shape = known.get(id) ?? (JSON.parse(String(byId.get(id)?.['body'])) as Shape); // sound: a shape of ours
      if (known.size < MAX_KNOWN) known.set(id, shape);
      return shape;
    },
  };
}

const MAX_KNOWN = 100_000;
