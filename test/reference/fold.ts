// SPDX-License-Identifier: Apache-2.0
import { isObject } from '@assay/core/model';
import type { Ir } from '@assay/core/pdp';
import { KeyedMap } from '@assay/core/testing';
import { FAILED, truthOf } from './truth.ts';
import type { World } from './world.ts';

/**
 * A macro over a list or a map, `[fold, dyn|typed, variable, second variable, accumulator, range, init, condition, step, result]`: the accumulator
 * begins as `init`; for each item, as long as the condition does not say no, it becomes the step; what is asked for is the result.
 */
export function fold(ir: Ir, world: World, evaluate: (ir: Ir, world: World) => unknown): unknown {
  const [, mode, ...numbers] = ir.slice(0, 5);
  const [variable = -1, second = -1, accumulator = -1] = numbers.map(Number);
  const [range, init, condition, step, result] = ir.slice(5) as [Ir, Ir, Ir, Ir, Ir]; // sound: as the compiler writes it
  const over = evaluate(range, world);
  const entries = entriesOf(over, mode === 'dyn');
  if (entries === undefined) return FAILED;
  let so = evaluate(init, world);
  let locals = new Map([...world.locals, [accumulator, so]]);
  for (const [key, value] of entries) {
    const item = second < 0 && Array.isArray(over) ? value : key;
    locals = new Map([
      ...locals,
      [variable, item],
      ...(second < 0 ? [] : [[second, value] as const]),
      [accumulator, so],
    ]);
    if (truthOf(evaluate(condition, { ...world, locals })) === 'no') break;
    so = evaluate(step, { ...world, locals });
  }
  return evaluate(result, { ...world, locals: new Map([...locals, [accumulator, so]]) });
}

/** What a macro goes over: the places and items of a list, the keys and values of a map. */
function entriesOf(over: unknown, isDyn: boolean): readonly (readonly [key: unknown, value: unknown])[] | undefined {
  if (Array.isArray(over)) return over.map((item: unknown, i) => [isDyn ? BigInt(i) : i, item]);
  if (over instanceof KeyedMap) return [...over.entries.values()];
  return isObject(over) && isPlain(over) ? Object.entries(over) : undefined;
}

const isPlain = (value: object): boolean =>
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null); // sound: of an object
