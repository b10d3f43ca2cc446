// SPDX-License-Identifier: Apache-2.0
import { isObject } from '@assay/core/model';
import { WHOLE_LANGUAGE, type DecisionTable, type Ir } from '@assay/core/pdp';
import {
  compare,
  equal,
  KINDS,
  mapOf,
  matcher,
  narrowing,
  Optional,
  optionalAt,
  TypeValue,
  Uint,
  valueAt,
  widening,
} from '@assay/core/testing';
import { fold } from './fold.ts';
import { all, any, FAILED, not, truthOf, valueOf, type Truth } from './truth.ts';
import { found, read, type World } from './world.ts';

/** The value of an expression, or FAILED: the prefix form read from the outside in, each part as often as it is asked for. */
export function evaluate(ir: Ir, world: World): unknown {
  const form = FORMS[ir[0]];
  if (form) return form(ir, world);
  return call(
    ir[0],
    partsOf(ir).map((part) => evaluate(part, world)),
  );
}

/** What runs out is not what the reference is about. */
const UNMETERED = { steps: Infinity };

/** A function of values. It has none where one of its operands has none or is of another kind. */
export function call(name: string, values: readonly unknown[]): unknown {
  const op = WHOLE_LANGUAGE.ops.get(name);
  if (op === undefined || !('pure' in op) || values.length !== op.takes.length)
    throw new Error(`no function \`${name}\``);
  if (values.some((value, i) => value === FAILED || KINDS[op.takes[i] ?? '']?.(value) !== true)) return FAILED;
  return attempt(() => op.pure(...values, UNMETERED));
}

function attempt(work: () => unknown): unknown {
  try {
    const value = work();
    return value === undefined ? FAILED : value;
  } catch {
    return FAILED;
  }
}

const partsOf = (ir: Ir): readonly Ir[] => ir.slice(1) as Ir[]; // sound: of a form whose operands are expressions
const truths = (ir: Ir, world: World): readonly Truth[] => partsOf(ir).map((part) => truthOf(evaluate(part, world)));

type Form = (ir: Ir, world: World) => unknown;

/** A form of values that fails where one of them does. */
const strict =
  (work: (...values: readonly unknown[]) => unknown): Form =>
  (ir, world) => {
    const values = partsOf(ir).map((part) => evaluate(part, world));
    return values.includes(FAILED) ? FAILED : attempt(() => work(...values));
  };

/** `below` is about an order, which is undefined for what has none. */
const relation = (holds: (order: number) => boolean): Form =>
  strict((a, b) => {
    const order = compare(a, b);
    return order === undefined ? undefined : holds(order);
  });

const text = ({ strings }: DecisionTable, index: unknown): string => strings[Number(index)] ?? missing();
const missing = (): never => {
  throw new Error('the table refers to what it does not hold');
};

/** A member by a name that the table has. */
const member =
  (work: (container: unknown, name: string) => unknown): Form =>
  ([, operand, name], world) => {
    const container = evaluate(operand as Ir, world); // sound: as the compiler writes it
    return container === FAILED ? FAILED : attempt(() => work(container, text(world.table, name)));
  };

/** Whether an attribute is there; `otherwise` where what it would be a member of is not. */
const has =
  (otherwise: Truth): Form =>
  ([, index], world) => {
    const { root, path } = world.table.slots[Number(index)] ?? missing();
    const parent = found({ root, path: path.slice(0, -1) }, world);
    if (parent === undefined) return valueOf(otherwise);
    return isObject(parent) ? Object.hasOwn(parent, path.at(-1) ?? '') : FAILED;
  };

/** A part written `?part` is left out where its optional has no value. */
function itemsOf(ir: Ir, world: World): readonly unknown[] {
  return partsOf(ir).flatMap((part) => {
    if (part[0] !== 'opt') return [evaluate(part, world)];
    const [optional, key] = partsOf(part)
      .map((inner) => evaluate(inner, world))
      .toReversed();
    if (!(optional instanceof Optional)) return [FAILED];
    const kept = [...(key === undefined ? [] : [key]), optional.value];
    return optional.value === undefined && key !== FAILED ? [] : kept;
  });
}

const makeMap =
  (isDouble: boolean): Form =>
  (ir, world) => {
    const parts = itemsOf(ir, world);
    if (parts.includes(FAILED)) return FAILED;
    return attempt(() =>
      mapOf(
        parts.flatMap((key, i) => (i % 2 === 0 ? [[key, parts[i + 1]] as const] : [])),
        isDouble,
      ),
    );
  };

/** The value of an optional, or the other side, which is looked at only then. */
const orElse =
  (isValue: boolean): Form =>
  (ir, world) => {
    const [first, second] = partsOf(ir);
    const optional = evaluate(first ?? missing(), world);
    if (!(optional instanceof Optional)) return FAILED;
    if (optional.value !== undefined) return isValue ? optional.value : optional;
    const other = evaluate(second ?? missing(), world);
    return isValue || other instanceof Optional ? other : FAILED;
  };

const changed =
  (change: typeof widening): Form =>
  ([, code, operand], world) => {
    const value = evaluate(operand as Ir, world); // sound: as the compiler writes it
    return value === FAILED ? FAILED : attempt(() => change(String(code))(value, UNMETERED));
  };

/** The first overload whose operands the values can be; in a place of unknown type an int is a bigint. */
const dispatch: Form = ([, overloads, ...operands], world) => {
  const values = (operands as Ir[]).map((operand) => evaluate(operand, world)); // sound: as the compiler writes it
  if (values.includes(FAILED)) return FAILED;
  const isOf = (value: unknown, [letter = '']: string): boolean =>
    letter === 'i' ? typeof value === 'bigint' : KINDS[letter]?.(value) === true;
  const candidates = overloads as unknown as readonly (readonly string[])[]; // sound: as the compiler writes it
  const fitting = candidates.find(([, , ...codes]) => codes.every((code, i) => isOf(values[i], code)));
  if (fitting === undefined) return FAILED;
  const [name = '', wide = '', ...codes] = fitting;
  const given = values.map((value, i) => attempt(() => narrowing(codes[i] ?? '')(value, UNMETERED)));
  const result = call(name, given);
  return result === FAILED ? FAILED : attempt(() => widening(wide)(result, UNMETERED));
};

/** Everything that is more than a function of values. */
const FORMS: Readonly<Record<string, Form | undefined>> = {
  and: (ir, world) => valueOf(all(truths(ir, world))),
  or: (ir, world) => valueOf(any(truths(ir, world))),
  not: (ir, world) => valueOf(not(truths(ir, world)[0] ?? 'error')),
  not_false: (ir, world) => truths(ir, world)[0] !== 'no',
  if: (ir, world) => {
    const [test, yes, no] = partsOf(ir);
    const truth = truthOf(evaluate(test ?? missing(), world));
    return truth === 'error' ? FAILED : evaluate((truth === 'yes' ? yes : no) ?? missing(), world);
  },
  eq: strict((a, b) => equal(a, b)),
  ne: strict((a, b) => !equal(a, b)),
  lt: relation((order) => order < 0),
  le: relation((order) => order <= 0),
  gt: relation((order) => order > 0),
  ge: relation((order) => order >= 0),
  str: ([, index], { table }) => text(table, index),
  list: ([, index], { table }) => (table.lists[Number(index)] ?? missing()).map((entry) => text(table, entry)),
  num: ([, value]) => value,
  bool: ([, value]) => value,
  null: () => null,
  int: ([, index], { table }) => BigInt(text(table, index)),
  uint: ([, index], { table }) => new Uint(BigInt(text(table, index))),
  bytes: ([, index], { table }) => Uint8Array.from(Buffer.from(text(table, index), 'hex')),
  type: ([, index], { table }) => new TypeValue(text(table, index)),
  slot: ([, index], world) => read(world.table.slots[Number(index)] ?? missing(), world),
  has: has('error'),
  has_any: has('no'),
  var: ([, index], world) => {
    const { expr } = world.table.variables[Number(index)] ?? missing();
    return evaluate(world.table.exprs[expr] ?? missing(), { ...world, locals: new Map() });
  },
  local: ([, place], { locals }) => (locals.has(Number(place)) ? locals.get(Number(place)) : FAILED),
  fold: (ir, world) => fold(ir, world, evaluate),
  field: member(valueAt),
  has_field: member((container, name) => {
    const map = container instanceof Optional ? container.value : container;
    return map === undefined ? false : KINDS['m']?.(map) === true ? valueAt(map, name) !== undefined : undefined;
  }),
  make_list: (ir, world) => {
    const items = itemsOf(ir, world);
    return items.includes(FAILED) ? FAILED : items;
  },
  make_map: makeMap(false),
  make_map_dyn: makeMap(true),
  opt_or: orElse(false),
  opt_or_value: orElse(true),
  opt_field: member(optionalAt),
  matches: ([, operand, program], world) => {
    const value = evaluate(operand as Ir, world); // sound: as the compiler writes it
    return typeof value === 'string' ? matcher(text(world.table, program))(value) : FAILED;
  },
  wide: changed(widening),
  as: changed(narrowing),
  dispatch,
};
