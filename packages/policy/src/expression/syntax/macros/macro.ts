// SPDX-License-Identifier: Apache-2.0
import { quote } from '../../../diagnostics/quote.ts';
import type { Ast, Range } from '../../ast.ts';
import { refuse } from '../refusal.ts';
import type { Build } from './build.ts';

/**
 * A call that is replaced by another tree while the text is parsed (cel-spec, "Macros"). `on` says what it is called on: `value` any receiver,
 * a name that namespace only (`cel.bind`), nothing no receiver at all. A call with another number of arguments stays a call.
 */
export interface Macro {
  readonly name: string;
  readonly on?: 'value' | 'cel' | 'math';
  readonly arities: readonly number[] | 'any';
  /** How it is called, for help lines. */
  readonly usage: string;
  readonly expand: (call: MacroCall, build: Build) => Ast;
}

/** A call of a macro, as written. `name` holds the namespace: `cel.bind`. */
export interface MacroCall extends Range {
  readonly name: string;
  readonly target?: Ast;
  readonly args: readonly Ast[];
  readonly usage: string;
  readonly textOf: (range: Range) => string;
}

/** The macro that a call of `name` means, if any. */
export function macroOf(
  macros: readonly Macro[],
  name: string,
  { target, args }: Pick<MacroCall, 'target' | 'args'>,
): Macro | undefined {
  return macros.find(
    (macro) =>
      macro.name === name && isOn(macro, target) && (macro.arities === 'any' || macro.arities.includes(args.length)),
  );
}

function isOn({ on }: Macro, target: Ast | undefined): boolean {
  if (on === undefined || target === undefined) return on === undefined && target === undefined;
  return on === 'value' || (target.kind === 'ident' && target.name === on);
}

/** Names the accumulator of a macro goes by in other implementations: a variable of that name would not mean the same everywhere. */
const TAKEN = ['__result__', '@result'];

/** The variable that argument `index` of the call names. */
export function variableOf(call: MacroCall, index: number): string {
  const arg = argumentOf(call, index);
  if (arg.kind !== 'ident' || arg.name.startsWith('.')) {
    const message = `\`${call.name}\` wants a name for its variable here, found ${quote(call.textOf(arg))}`;
    return refuse(arg, message, `write \`${call.usage}\``);
  }
  if (TAKEN.includes(arg.name)) {
    return refuse(arg, `\`${arg.name}\` is a name \`${call.name}\` uses itself`, 'use another name');
  }
  return arg.name;
}

/** The two variables that the first arguments of the call name. */
export function variablesOf(call: MacroCall): readonly [string, string] {
  const [first, second] = [variableOf(call, 0), variableOf(call, 1)];
  if (first === second) {
    refuse(argumentOf(call, 1), `both variables of \`${call.name}\` are named \`${first}\``, 'use another name');
  }
  return [first, second];
}

/** An argument that the arity of the macro says is there. */
export function argumentOf(call: MacroCall, index: number): Ast {
  const arg = call.args[index];
  if (arg === undefined) throw new Error('a macro was expanded with fewer arguments than it takes');
  return arg;
}

/** What a macro of receivers is called on. */
export function targetOf(call: MacroCall): Ast {
  if (call.target === undefined) throw new Error('a macro of receivers was expanded without one');
  return call.target;
}
