// SPDX-License-Identifier: Apache-2.0
import { argumentOf, refuse, type Ast, type Build, type Macro, type MacroCall } from '@assay/policy/language';

/**
 * The macros by which the suite writes what cel-go's optimiser makes: `cel.block([a, b], r)` evaluates `r`, in which `cel.index(0)` is `a`, and
 * `cel.iterVar(0, 0)` is a name for the variable of a macro. `block` says what becomes of a block.
 */
export function blockMacros(block: Macro['expand']): readonly Macro[] {
  return [
    { name: 'block', on: 'cel', arities: [2], usage: 'cel.block([values], result)', expand: block },
    { name: 'index', on: 'cel', arities: [1], usage: 'cel.index(0)', expand: nameOf('@index') },
    { name: 'iterVar', on: 'cel', arities: [2], usage: 'cel.iterVar(0, 0)', expand: nameOf('@it:') },
    { name: 'accuVar', on: 'cel', arities: [2], usage: 'cel.accuVar(0, 0)', expand: nameOf('@ac:') },
  ];
}

/** A block as cel-go prints it. */
export const asCall: Macro['expand'] = (call, build) => build.call('cel.@block', ...call.args);

/** A block as binds, one in the other: for a run time that has none. */
export const asBinds: Macro['expand'] = (call, build) => {
  const values = argumentOf(call, 0);
  if (values.kind !== 'list') return refuse(values, 'expected a list of values');
  return values.items.reduceRight(
    (result, value, index) => build.bind(`@index${index}`, value, result),
    argumentOf(call, 1),
  );
};

const nameOf =
  (prefix: string) =>
  (call: MacroCall, build: Build): Ast =>
    build.ident(prefix + call.args.map(numberOf).join(':'));

function numberOf(arg: Ast): string {
  if (arg.kind !== 'literal' || arg.value.type !== 'int') return refuse(arg, 'expected a number');
  return String(arg.value.value);
}
