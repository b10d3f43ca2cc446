// SPDX-License-Identifier: Apache-2.0
import type { Ir, SlotType } from '@assay/core/pdp';
import type { Literal } from '../expression/ast.ts';
import type { Declaration } from '../expression/functions/declaration.ts';
import { constantOf, DISPATCH, type Node, type Typed } from '../expression/typed.ts';
import { DYN, type Type } from '../expression/types.ts';
import { compilePattern } from '../regex/compile.ts';
import { listOf, type Pools } from './pools.ts';
import { kindCode, representation } from './represent.ts';

/** The index of a variable of the policy, by its name. */
export type VariableIndex = (name: string) => number;

/** The prefix form of a checked expression, its strings, lists and attributes put into `pools`. An expression with mistakes must not get here. */
export function lower(typed: Typed, pools: Pools, variable: VariableIndex): Ir {
  return createLowering(pools, variable)(typed);
}

/** Take values whatever their types, and numbers for one another: their operands stay as they are. */
const TAKE_ANY = new Set('eq ne lt le gt ge in_list in_map index_list index_map index_opt opt_index'.split(' '));

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

  const select = ({ operand, field, test, of, path, key, start, end }: Typed & Node<'select'>): Ir => {
    if (test && operand.kind === 'read') {
      const member = { ...operand, path: path ?? [...operand.path, field], key: key ?? field, type: of, start, end };
      return [operand.maybe && operand.key === operand.name ? 'has_any' : 'has', slotOf(member, pools)];
    }
    return [test ? 'has_field' : 'field', down(operand), pools.strings.add(field)];
  };

  const apply = (typed: Typed & Node<'apply'>): Ir => {
    const { op, args, overloads, params, type } = typed;
    const [declaration] = overloads;
    if (op === DISPATCH)
      return [
        DISPATCH,
        overloads.map((overload) => candidate(overload, type)) as unknown as Ir,
        ...args.map((arg) => into(arg, DYN)),
      ]; // sound: the operator reads its candidates itself
    if (op === 'matches') return matches(typed);
    if (op === 'opt_field') return optionalField(typed);
    const appended = op === 'concat_list' ? addedItem(args, accumulators) : undefined;
    if (appended) return ['append', ...appended.map(([part, of]) => into(part, of))];
    if (TAKE_ANY.has(op)) return [op, ...args.map(down)];
    if (op === 'if') return [op, ...args.map((arg, i) => into(arg, i === 0 ? arg.type : type))];
    const wanted = (i: number, arg: Typed): Type =>
      declaration?.wide ? DYN : overloads.length > 1 ? arg.type : operandType(declaration, i, params, arg);
    return [op, ...args.map((arg, i) => into(arg, wanted(i, arg)))];
  };

  const matches = ({ args: [text, pattern] }: Typed & Node<'apply'>): Ir => {
    const source = constantOf(pattern);
    const compiled = typeof source === 'string' ? compilePattern(source) : undefined;
    if (!text || !compiled || 'error' in compiled) throw new Error('a pattern with mistakes was compiled');
    return ['matches', down(text), pools.strings.add(compiled.program)];
  };

  const optionalField = ({ op, args: [operand, name] }: Typed & Node<'apply'>): Ir => {
    const field = constantOf(name);
    if (!operand || typeof field !== 'string') throw new Error('an optional member was built without a name');
    return [op, down(operand), pools.strings.add(field)];
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

/** What an operand has to be. A type parameter that the result does not mention is compared with, and stays as it is. */
function operandType(declaration: Declaration | undefined, i: number, params: readonly Type[], arg: Typed): Type {
  const declared = declaration?.params[i];
  if (declaration === undefined || declared === undefined) return params[i] ?? arg.type;
  return filled(declared, params[i] ?? arg.type, arg.type, paramsOf(declaration.result));
}

function filled(declared: Type, found: Type, given: Type, mentioned: ReadonlySet<string>): Type {
  if (declared.kind === 'param') return mentioned.has(declared.name) ? found : given;
  if (declared.kind === 'list' && found.kind === 'list' && given.kind === 'list')
    return { kind: 'list', of: filled(declared.of, found.of, given.of, mentioned) };
  if (declared.kind === 'optional' && found.kind === 'optional' && given.kind === 'optional')
    return { kind: 'optional', of: filled(declared.of, found.of, given.of, mentioned) };
  if (declared.kind === 'map' && found.kind === 'map' && given.kind === 'map')
    return {
      kind: 'map',
      key: filled(declared.key, found.key, given.key, mentioned),
      value: filled(declared.value, found.value, given.value, mentioned),
    };
  return found;
}

function paramsOf(type: Type): ReadonlySet<string> {
  switch (type.kind) {
    case 'param':
      return new Set([type.name]);
    case 'list':
    case 'optional':
    case 'type':
      return paramsOf(type.of);
    case 'map':
      return new Set([...paramsOf(type.key), ...paramsOf(type.value)]);
    default:
      return new Set();
  }
}

/** One overload for the run time to choose: its operator, what it takes, and what of its result has to be widened. */
function candidate({ op, params, result }: Declaration, type: Type): readonly string[] {
  return [op, type.kind === 'dyn' ? (representation(result, DYN).wide ?? '') : '', ...params.map(kindCode)];
}

function literal(value: Literal, pools: Pools): Ir {
  switch (value.type) {
    case 'string':
      return ['str', pools.strings.add(value.value)];
    case 'double':
      // JSON, as canonicalised, has no negative zero
      return Object.is(value.value, -0) ? ['neg_double', ['num', 0]] : ['num', value.value];
    case 'int':
      return Number.isSafeInteger(Number(value.value))
        ? ['num', Number(value.value)]
        : ['int', pools.strings.add(String(value.value))];
    case 'uint':
      return ['uint', pools.strings.add(String(value.value))];
    case 'bytes':
      return ['bytes', pools.strings.add(Buffer.from(value.value).toString('hex'))];
    case 'bool':
      return ['bool', value.value];
    case 'null':
      return ['null'];
    default:
      return value satisfies never;
  }
}

function slotOf(typed: Node<'read'> & { readonly type: Type }, pools: Pools): number {
  return pools.slots.add({ root: typed.root, path: typed.path, type: slotTypeOf(typed.type) });
}

/** The values of a list of literals that are all strings or all numbers. */
export function literalList(items: readonly Typed[]): readonly (string | number)[] | undefined {
  const values = items.map(constantOf);
  if (values.every((value) => typeof value === 'string')) return values;
  return values.every((value) => typeof value === 'number') ? values : undefined;
}

/** What the run time checks of a value of this type when it reads it. */
export function slotTypeOf(type: Type): SlotType {
  switch (type.kind) {
    case 'string':
    case 'int':
    case 'double':
    case 'bool':
      return type.kind;
    case 'list':
      return LIST_TYPES[type.of.kind] ?? 'list';
    case 'map':
    case 'record':
      return 'map';
    default:
      return 'dyn';
  }
}

const LIST_TYPES: { readonly [K in Type['kind']]?: SlotType } = {
  string: 'strings',
  int: 'ints',
  double: 'doubles',
  bool: 'bools',
};
