// SPDX-License-Identifier: Apache-2.0
import type { Ir, Variable } from '@assay/core/pdp';
import { depthOf } from './depth.ts';
import { lower, type VariableIndex } from './lower.ts';
import { createPools, type Pools } from './pools.ts';
import { readsOf } from './reads.ts';
import type { Typed } from '../expression/typed.ts';
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

/** A builder for the policies whose variables are given, in the order of the table. */
export function createTableBuilder(variablesOf: readonly ReadonlyMap<string, CheckedVariable>[]): TableBuilder {
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
  const variableOf =
    (policy: number): VariableIndex =>
    (name) => {
      const key = `${policy} ${name}`;
      const known = indexes.get(key);
      if (known !== undefined) return known;
      const checked = variablesOf[policy]?.get(name);
      if (checked === undefined) throw new Error('a variable with mistakes was compiled');
      // what it reads is added before it: a cycle has been refused
      const expr = addIr(lower(checked.typed, pools, variableOf(policy)));
      const index = variables.push({ policy, name, expr }) - 1;
      indexes.set(key, index);
      return index;
    };
  return {
    pools,
    variables,
    reads,
    add: (typed, policy) => addIr(lower(typed, pools, variableOf(policy))),
    depth: (index) => depths[index] ?? 0,
  };
}
