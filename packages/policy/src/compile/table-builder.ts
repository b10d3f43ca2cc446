// SPDX-License-Identifier: Apache-2.0
import type { Ir, Variable } from '@assay/core/pdp';
import { depthOf } from './depth.ts';
import { lower, type VariableIndex } from './lower.ts';
import { createPools, type Pools } from './pools.ts';
import { readsOf } from './reads.ts';
import type { Typed } from '../expression/typed.ts';
import type { SharedVariables } from './libraries.ts';
import type { CheckedVariable } from './variables.ts';

/** Puts checked expressions into the pools of one table. */
export interface TableBuilder {
  readonly pools: Pools;
  readonly variables: readonly Variable[];
  /** The slots each expression reads. */
  readonly reads: readonly (readonly number[])[];
  /** The index of an expression of policy `policy`; the variables it reads go into the table with it. */
  readonly add: (typed: Typed, policy: number) => number;
  /** How many operations are nested in expression `index`, those of its variables included. */
  readonly depth: (index: number) => number;
}

/** A builder for the policies whose variables are given, in the order of the table; `shared` are those of libraries. */
export function createTableBuilder(
  variablesOf: readonly ReadonlyMap<string, CheckedVariable>[],
  shared: SharedVariables,
): TableBuilder {
  const pools = createPools();
  const variables: Variable[] = [];
  const indexes = new Map<string, number>();
  const reads: (readonly number[])[] = [];
  const depths: number[] = [];

  const addIr = (ir: Ir): number => {
    const index = pools.exprs.add(ir);
    if (index < reads.length) return index;
    reads.push(readsOf(ir, { reads, variables }));
    depths.push(depthOf(ir, (variable) => depths[variables[variable]?.expr ?? -1] ?? 0));
    return index;
  };
  /** Adds a variable once; what it reads is added before it: a cycle has been refused. */
  const indexOf = (
    key: string,
    typed: Typed | undefined,
    variable: VariableIndex,
    entry: Omit<Variable, 'expr'>,
  ): number => {
    const known = indexes.get(key);
    if (known !== undefined) return known;
    if (typed === undefined) throw new Error('a variable with mistakes was compiled');
    const expr = addIr(lower(typed, pools, variable));
    const index = variables.push({ ...entry, expr }) - 1;
    indexes.set(key, index);
    return index;
  };
  /** A variable of a library is one variable, whichever policy reads it, and by whatever name. */
  const sharedOf =
    (policy: number): VariableIndex =>
    (key) => {
      const found = shared.get(key);
      const ofLibrary: VariableIndex = (name) => sharedOf(policy)(found?.sibling(name) ?? name);
      return indexOf(key, found?.typed, ofLibrary, { policy, name: found?.name ?? key, library: found?.library ?? '' });
    };
  const variableOf =
    (policy: number): VariableIndex =>
    (name) =>
      shared.has(name)
        ? sharedOf(policy)(name)
        : indexOf(`${policy} ${name}`, variablesOf[policy]?.get(name)?.typed, variableOf(policy), { policy, name });
  return {
    pools,
    variables,
    reads,
    add: (typed, policy) => addIr(lower(typed, pools, variableOf(policy))),
    depth: (index) => depths[index] ?? 0,
  };
}
