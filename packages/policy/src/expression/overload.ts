// SPDX-License-Identifier: Apache-2.0
import { didYouMean } from '../diagnostics/near-match.ts';
import type { Range } from './ast.ts';
import type { Env } from './env.ts';
import type { Declaration } from './functions/declaration.ts';
import { DECLARATIONS, overloadsOf } from './functions/table.ts';
import { isLaterFeature, LATER } from './later.ts';
import type { Typed } from './typed.ts';
import { fits, substitute, typeName, type Bindings } from './types.ts';

export interface Call extends Range {
  readonly name: string;
  readonly receiver: boolean;
  /** The receiver first. */
  readonly args: readonly Typed[];
}

/**
 * The operator a call means, by the types of its operands. A value of unknown type takes the type its neighbour asks for; where nothing asks,
 * the call is refused, since each operator of the table knows the type of what it computes.
 */
export function chooseOverload({ name, receiver, args, start, end }: Call, env: Env): Typed {
  const failed: Typed = { kind: 'error', type: { kind: 'error' }, start, end };
  const declared = overloadsOf(name, receiver);
  if (declared.length === 0) {
    reportUnknown(name, receiver, { start, end }, env);
    return failed;
  }
  if (args.some((arg) => arg.type.kind === 'error')) return failed;
  const fitting = declared.flatMap((declaration) => {
    const bindings: Bindings = new Map();
    const isFit =
      declaration.params.length === args.length &&
      declaration.params.every((param, i) => fits(args[i]?.type ?? param, param, bindings));
    return isFit ? [{ declaration, result: substitute(declaration.result, bindings) }] : [];
  });
  const [chosen] = fitting;
  if (chosen === undefined) {
    env.report('wrong-type-in-expression', { start, end }, mismatch(name, args, declared));
    return failed;
  }
  if (fitting.some(({ declaration }) => declaration.op !== chosen.declaration.op)) {
    const unknown = args.find((arg) => arg.type.kind === 'dyn') ?? { start, end };
    env.report(
      'wrong-type-in-expression',
      unknown,
      `the type of this value is not known, and ${called(name)} means different things for different types`,
      'give its JSON Schema in the project file',
    );
    return failed;
  }
  return { kind: 'apply', op: chosen.declaration.op, args, type: chosen.result, start, end };
}

function reportUnknown(name: string, receiver: boolean, range: Range, env: Env): void {
  if (isLaterFeature(name)) {
    env.report('unsupported-expression', range, `${called(name)} is not supported`, LATER);
    return;
  }
  const names = new Set(
    DECLARATIONS.filter((declaration) => (declaration.receiver === true) === receiver).map(
      (declaration) => declaration.name,
    ),
  );
  const elsewhere = overloadsOf(name, !receiver).length > 0;
  const help = elsewhere
    ? receiver
      ? `write \`${name}(value, ...)\``
      : `write \`value.${name}(...)\``
    : didYouMean(name, names);
  env.report('unknown-name', range, `there is no function \`${name}\``, help);
}

function mismatch(name: string, args: readonly Typed[], declared: readonly Declaration[]): string {
  const found = args.map((arg) => typeName(arg.type)).join(' and ');
  const wanted = [...new Set(declared.map(({ params }) => params.map(typeName).join(' and ')))];
  if (name === '_==_' || name === '_!=_') return `${called(name)} compares values of one type: found ${found}`;
  return `${called(name)} takes ${wanted.join(', or ')}: found ${found}`;
}

/** An operator or function as it is written. */
function called(name: string): string {
  return `\`${name.replaceAll('_', '').replace('@', '') || name}\``;
}
