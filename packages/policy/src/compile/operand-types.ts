// SPDX-License-Identifier: Apache-2.0
import type { Declaration } from '../expression/functions/declaration.ts';
import { DYN, type Type } from '../expression/types.ts';
import type { Apply, Typed } from '../expression/typed.ts';
import { kindCode, representation } from './represent.ts';

/** Take values whatever their types, and numbers for one another: their operands stay as they are. */
const TAKE_ANY = new Set('eq ne lt le gt ge in_list in_map index_list index_map index_opt opt_index'.split(' '));

/** The type each operand of a call has to be of, where its operator gets it. */
export function operandTypes({ op, args, overloads, params }: Apply, type: Type): readonly Type[] {
  const [declaration] = overloads;
  return args.map((arg, i) => {
    if (TAKE_ANY.has(op)) return arg.type;
    if (op === 'if') return i === 0 ? arg.type : type;
    if (declaration?.wide) return DYN;
    return overloads.length > 1 ? arg.type : operandType(declaration, i, params, arg);
  });
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
export function candidate({ op, params, result }: Declaration, type: Type): readonly string[] {
  return [op, type.kind === 'dyn' ? (representation(result, DYN).wide ?? '') : '', ...params.map(kindCode)];
}
