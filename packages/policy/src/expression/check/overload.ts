// SPDX-License-Identifier: Apache-2.0
import type { Range } from '../ast.ts';
import { errorAt, type Env } from './env.ts';
import type { Declaration } from '../functions/declaration.ts';
import { overloadsOf } from '../functions/table.ts';
import { isSameType } from './infer.ts';
import { called, mismatch, mismatchHelp, reportUnknown } from './no-overload.ts';
import type { Scope } from '../scope.ts';
import { DISPATCH, type Typed } from '../typed.ts';
import { DYN, type Type } from '../types.ts';

export interface Call extends Range {
  readonly name: string;
  readonly receiver: boolean;
  /** The receiver first. */
  readonly args: readonly Typed[];
}

/** What a number of unknown type makes of these is seldom meant: JSON's numbers are doubles, and no operator adds an int to one. */
const ARITHMETIC = new Set(['_+_', '_-_', '_*_', '_/_', '_%_', '-_']);
/** They take numbers for one another. */
const COMPARE = new Set(['_==_', '_!=_', '_<_', '_<=_', '_>_', '_>=_', '@in', '_[_]', '_[?_]']);

/** Whether a value of unknown type is computed with, or stands where only an int can: a number of JSON never is one. */
function isTrap(arg: Typed, param: Type | undefined, op: string, name: string, { infer }: Env): boolean {
  if (infer.known(arg.type).kind !== 'dyn') return false;
  return op === DISPATCH ? ARITHMETIC.has(name) : param?.kind === 'int' && !COMPARE.has(name);
}

/**
 * The overloads a call may mean, by the types of its operands (cel-spec, "Overload Resolution"). A value of unknown type takes any type:
 * where several overloads are left they are told apart at run time.
 */
export function chooseOverload({ name, receiver, args, start, end }: Call, env: Env): Typed {
  const { infer, scope } = env;
  const range = { start, end };
  const declared = overloadsIn(scope, name, receiver);
  if (declared.length === 0) {
    reportUnknown(name, receiver, range, env);
    return errorAt(range);
  }
  const types = args.map((arg) => arg.type);
  if (types.some(({ kind }) => kind === 'error')) return errorAt(range);
  const fitting = declared.flatMap((declaration) => {
    const [result = DYN, ...params] = infer.instantiate([declaration.result, ...declaration.params]);
    return infer.assignable(types, params) ? [{ declaration, params, result }] : [];
  });
  const [chosen] = fitting;
  if (chosen === undefined) {
    const known = types.map(infer.known);
    env.report('wrong-type-in-expression', range, mismatch(name, known, declared), mismatchHelp(name, known));
    return errorAt(range);
  }
  const overloads = fitting.map(({ declaration }) => declaration);
  const op = overloads.every((declaration) => declaration.op === chosen.declaration.op)
    ? chosen.declaration.op
    : DISPATCH;
  const unknown = scope.dynamic
    ? undefined
    : args.find((arg, i) => isTrap(arg, fitting.length === 1 ? chosen.params[i] : undefined, op, name, env));
  if (unknown) {
    const message =
      op === DISPATCH
        ? `the type of this value is not known, and ${called(name)} means different things for different types`
        : `the type of this value is not known: a number of JSON is a double, and ${called(name)} takes an int here`;
    const help = 'give its JSON Schema in the project file, or write `int(...)` or `double(...)` around it';
    env.report('wrong-type-in-expression', unknown, message, help);
    return errorAt(range);
  }
  const type = resultOf(fitting.map(({ result }) => infer.known(result)));
  return { kind: 'apply', name, receiver, overloads, params: chosen.params, args, op, type, start, end };
}

/** The overloads of a function, called on a receiver or not. */
export const overloadsIn = (scope: Scope, name: string, receiver: boolean): readonly Declaration[] =>
  (scope.overloads ?? overloadsOf)(name, receiver);

/** The type all overloads yield; dyn where they differ. */
function resultOf([first = DYN, ...rest]: readonly Type[]): Type {
  return rest.every((type) => isSameType(type, first)) ? first : DYN;
}
