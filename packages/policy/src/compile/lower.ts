// SPDX-License-Identifier: Apache-2.0
import type { Ir } from '@assay/core/pdp';
import { constantOf, DISPATCH, type Node, type Typed } from '../expression/typed.ts';
import { DYN, type Type } from '../expression/types.ts';
import { compilePattern } from '../regex/compile.ts';
import { literal } from './lower-literal.ts';
import { candidate, operandTypes } from './operand-types.ts';
import { listOf, type Pools } from './pools.ts';
import { representation } from './represent.ts';
import { slotTypeOf } from './slot-type.ts';

/** The index of a variable of the policy, by its name. */
export type VariableIndex = (name: string) => number;

/** The prefix form of a checked expression, its strings, lists and attributes put into `pools`. An expression with mistakes must not get here. */
export function lower(typed: Typed, pools: Pools, variable: VariableIndex): Ir {
  return createLowering(pools, variable)(typed);
}

function createLowering(pools: Pools, variable: VariableIndex): (typed: Typed) => Ir {
  /** The expression as a value of type `to`. */
  const into = (typed: Typed, to: Type): Ir => {
    const { wide, as } = representation(typed.type, to);
    const ir = down(typed);
    const widened: Ir = wide === undefined ? ir : ['wide', wide, ir];
    return as === undefined ? widened : ['as', as, widened];
  };

  const down = (typed: Typed): Ir => {
    switch (typed.kind) {
      case 'literal':
        return literal(typed.value, pools);
      case 'read':
        return ['slot', slotOf(typed, pools)];
      case 'variable':
        return ['var', variable(typed.name)];
      case 'local':
        return ['local', typed.id];
      case 'typename':
        return ['type', pools.strings.add(typed.name)];
      case 'select':
        return select(typed);
      case 'apply':
        return apply(typed);
      case 'list':
        return list(typed);
      case 'map':
        return map(typed);
      case 'comprehension':
        return fold(typed);
      case 'error':
        throw new Error('an expression with mistakes was compiled');
      default:
        return typed satisfies never;
    }
  };

  const select = (typed: Typed & Node<'select'>): Ir => {
    const { operand, field, test, optional } = typed;
    if (operand.kind === 'read' && (test || optional)) {
      const slot = slotOf(memberAt(typed, operand), pools);
      const isThere: Ir = [operand.maybe && operand.key === operand.name ? 'has_any' : 'has', slot];
      return test ? isThere : ['if', isThere, ['opt_of', ['slot', slot]], ['opt_none']];
    }
    return [test ? 'has_field' : optional ? 'opt_field' : 'field', down(operand), pools.strings.add(field)];
  };

  const apply = (typed: Typed & Node<'apply'>): Ir => {
    const { op, args, overloads, type } = typed;
    // sound: the operator reads its candidates itself
    if (op === DISPATCH)
      return [op, overloads.map((overload) => candidate(overload, type)) as unknown as Ir, ...args.map(asDyn)];
    if (op === 'matches') return matches(typed);
    const appended = op === 'concat_list' ? addedItem(args, accumulators) : undefined;
    if (appended) return ['append', ...appended.map(([part, of]) => into(part, of))];
    const wanted = operandTypes(typed, type);
    return [op, ...args.map((arg, i) => into(arg, wanted[i] ?? arg.type))];
  };

  const asDyn = (typed: Typed): Ir => into(typed, DYN);

  const matches = ({ args: [text, pattern] }: Typed & Node<'apply'>): Ir => {
    const source = constantOf(pattern);
    const compiled = typeof source === 'string' ? compilePattern(source) : undefined;
    if (!text || !compiled || 'error' in compiled) throw new Error('a pattern with mistakes was compiled');
    return ['matches', down(text), pools.strings.add(compiled.program)];
  };

  const list = ({ items, optional, type }: Typed & Node<'list'>): Ir => {
    const of = type.kind === 'list' ? type.of : DYN;
    const texts = items.map(constantOf);
    if (optional.length === 0 && of.kind === 'string' && texts.every((text) => typeof text === 'string'))
      return ['list', listOf(texts, pools)];
    return [
      'make_list',
      ...items.map((item, i): Ir =>
        optional.includes(i) ? ['opt', into(item, { kind: 'optional', of })] : into(item, of),
      ),
    ];
  };

  const map = ({ entries, type }: Typed & Node<'map'>): Ir => {
    const [keys, values] = type.kind === 'map' ? [type.key, type.value] : [DYN, DYN];
    return [
      // where keys are of no one type a number is a double, and no key
      keys.kind === 'dyn' ? 'make_map_dyn' : 'make_map',
      ...entries.flatMap(({ key, value, optional }): Ir[] =>
        optional
          ? [['opt', into(key, keys), into(value, { kind: 'optional', of: values })]]
          : [into(key, keys), into(value, values)],
      ),
    ];
  };

  /** The accumulators of the macros around what is lowered, while their steps are. */
  const accumulators = new Set<number>();

  const stepOf = ({ accumulator, step, init }: Node<'comprehension'>): Ir => {
    accumulators.add(accumulator.id);
    const ir = into(step, init.type);
    accumulators.delete(accumulator.id);
    return ir;
  };

  const fold = (typed: Typed & Node<'comprehension'>): Ir => {
    const { range, variable: first, variable2: second, accumulator, init, condition, result } = typed;
    return [
      'fold',
      range.type.kind === 'dyn' ? 'dyn' : 'typed',
      first.id,
      second?.id ?? -1,
      accumulator.id,
      down(range),
      into(init, init.type),
      down(condition),
      stepOf(typed),
      down(result),
    ];
  };

  return down;
}

/**
 * The accumulator and the one item that a step adds to it, each with the type it has to be of: `@result + [x]`, which the run time does in place.
 * Undefined for any other sum of lists.
 */
function addedItem(
  [list, added]: readonly Typed[],
  accumulators: ReadonlySet<number>,
): readonly (readonly [Typed, Type])[] | undefined {
  if (list?.kind !== 'local' || !accumulators.has(list.id) || list.type.kind !== 'list') return undefined;
  if (added?.kind !== 'list' || added.items.length !== 1 || added.optional.length > 0) return undefined;
  const { type } = list;
  return [[list, type], ...added.items.map((item) => [item, type.of] as const)];
}

/** The member of an attribute as an attribute of its own. */
function memberAt({ path, field, of }: Node<'select'>, operand: Node<'read'>): Node<'read'> & { readonly type: Type } {
  return { ...operand, path: path ?? [...operand.path, field], type: of };
}

function slotOf(typed: Node<'read'> & { readonly type: Type }, pools: Pools): number {
  return pools.slots.add({ root: typed.root, path: typed.path, type: slotTypeOf(typed.type) });
}
