// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '../../errors/index.ts';
import { describe } from '../../model/json.ts';
import type { DecisionTable, Ir } from '../table.ts';
import type { Condition, Frame, Value } from './frame.ts';
import type { Builder, Op, Ops } from './op.ts';
import { applied } from './pure.ts';
import { createSlotReaders } from './read-slot.ts';
import { ERROR, EVAL_ERROR, NO, YES } from './tri.ts';

/** Deeper expressions are refused: the compiler never writes one, and closures nest as deep as the expression does. */
const MAX_DEPTH = 128;

const asCondition =
  (value: Value): Condition =>
  (frame) => {
    const found = value(frame);
    return found === true ? YES : found === false ? NO : ERROR;
  };

const asValue =
  (condition: Condition): Value =>
  (frame) => {
    const truth = condition(frame);
    return truth === ERROR ? EVAL_ERROR : truth === YES;
  };

function invalid(what: string): never {
  throw new AssayError('ERR_TABLE_INVALID', `decision table: ${what}`);
}

function at<T>(pool: readonly T[], index: unknown, name: string): T {
  const entry = typeof index === 'number' ? pool[index] : undefined;
  return entry === undefined ? invalid(`no ${name} ${describe(index)}`) : entry;
}

/**
 * A builder of closures over the pools of `table`. Throws ERR_TABLE_INVALID for an expression that refers to what the table or `ops` does not hold.
 */
export function createBuilder(table: DecisionTable, ops: Ops): Builder {
  const { readers, places } = createSlotReaders(table.slots);
  const variables = new Map<number, Value>();
  const building = new Set<number>();
  let depth = 0;

  const opOf = (ir: Ir): Op => {
    if (!Array.isArray(ir)) return invalid('an expression is not a list');
    const op = ops.get(ir[0]) ?? invalid(`unknown operator \`${typeof ir[0] === 'string' ? ir[0] : typeof ir[0]}\``);
    const given = ir.length - 1;
    const operands = 'operands' in op ? op.operands : op.takes.length;
    const fits = operands === 'any' || (operands === 'many' ? given > 0 : given === operands);
    return fits ? op : invalid(`\`${ir[0]}\` has ${given} operands`);
  };

  const build = (ir: Ir): { readonly condition: Condition } | { readonly value: Value } => {
    if (depth === MAX_DEPTH) return invalid('an expression is nested too deep');
    depth++;
    try {
      const op = opOf(ir);
      const operands = ir.slice(1) as Ir[]; // sound: an operand that is no expression is refused by opOf when it is built
      if ('condition' in op) return { condition: op.condition(operands, builder, ir) };
      return { value: 'value' in op ? op.value(operands, builder, ir) : applied(op, operands.map(builder.value)) };
    } catch (cause) {
      // an operator that cannot read what the compiler would have put beside its operands
      throw cause instanceof AssayError ? cause : invalid(`\`${ir[0]}\` is not what it should be`);
    } finally {
      depth--;
    }
  };

  /** The values of literals; undefined where one of them has to be evaluated, or is a list itself. */
  const literals = (items: readonly Ir[]): readonly (string | number | boolean | null)[] | undefined => {
    const values = items.flatMap((item) => {
      const value = builder.literal(item);
      return value === undefined || (typeof value === 'object' && value !== null) ? [] : [value];
    });
    return values.length === items.length ? values : undefined;
  };

  const builder: Builder = {
    condition: (ir) => {
      const built = build(ir);
      return 'condition' in built ? built.condition : asCondition(built.value);
    },
    value: (ir) => {
      const built = build(ir);
      return 'value' in built ? built.value : asValue(built.condition);
    },
    literal: (ir) => {
      if (!Array.isArray(ir)) return invalid('an expression is not a list');
      switch (ir[0]) {
        case 'str':
          return builder.text(ir[1]);
        case 'num':
        case 'bool':
          return typeof ir[1] === 'number' || typeof ir[1] === 'boolean' ? ir[1] : undefined;
        case 'null':
          return null;
        case 'list':
          return builder.list(ir[1]);
        case 'make_list':
          return literals(ir.slice(1) as Ir[]); // sound: as above
        default:
          return undefined;
      }
    },
    text: (index) => at(table.strings, index, 'string'),
    slot: (index) => at(table.slots, index, 'slot'),
    operand: (ir) =>
      Array.isArray(ir) && ir[0] === 'slot' && ir.length === 2
        ? { place: Number(ir[1]), read: at(readers, ir[1], 'slot') }
        : { place: places, read: builder.value(ir) },
    places: places + 1,
    pure: (name) => {
      const op = typeof name === 'string' ? ops.get(name) : undefined;
      return op && 'pure' in op ? op : invalid(`\`${describe(name)}\` is no function of values`);
    },
    list: (index) => at(table.lists, index, 'list').map(builder.text),
    variable: (index) => {
      const variable = at(table.variables, index, 'variable');
      const number = index as number; // sound: `at` found it
      const known = variables.get(number);
      if (known) return known;
      if (building.has(number)) return invalid(`variable ${number} reads itself`);
      building.add(number);
      try {
        const read = once(builder.value(at(table.exprs, variable.expr, 'expression')), number);
        variables.set(number, read);
        return read;
      } finally {
        building.delete(number);
      }
    },
  };
  return builder;
}

const once =
  (compute: Value, index: number): Value =>
  (frame: Frame) => {
    const known = frame.variables[index];
    if (known !== undefined) return known;
    // a macro in it uses the places of the macro it is read in
    const locals = frame.locals.slice();
    const found = (frame.variables[index] = compute(frame));
    locals.forEach((value, place) => (frame.locals[place] = value));
    return found;
  };
