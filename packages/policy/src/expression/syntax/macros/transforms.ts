// SPDX-License-Identifier: Apache-2.0
import type { Ast } from '../../ast.ts';
import type { Build } from './build.ts';
import { argumentOf, targetOf, variableOf, variablesOf, type Macro, type MacroCall } from './macro.ts';

/** The step of a fold that leaves the accumulator alone where `condition` does not hold. */
const where = (condition: Ast | undefined, step: Ast, build: Build): Ast =>
  condition === undefined ? step : build.call('_?_:_', condition, step, build.accumulator());

const append = (item: Ast, build: Build): Ast => build.call('_+_', build.accumulator(), build.list(item));

const whole = (build: Build): { readonly condition: Ast; readonly result: Ast } => ({
  condition: build.bool(true),
  result: build.accumulator(),
});

/** The last argument of a call, and the condition before it where there is one beside the `names`. */
function transformOf(call: MacroCall, names: 1 | 2): readonly [transform: Ast, condition: Ast | undefined] {
  const last = call.args.length - 1;
  return [argumentOf(call, last), last > names ? argumentOf(call, names) : undefined];
}

/** `list.map(item, value)` and `list.map(item, condition, value)`. */
export function map(call: MacroCall, build: Build): Ast {
  const [transform, condition] = transformOf(call, 1);
  return build.fold({
    range: targetOf(call),
    variable: variableOf(call, 0),
    init: build.list(),
    step: where(condition, append(transform, build), build),
    ...whole(build),
  });
}

function filter(call: MacroCall, build: Build): Ast {
  const variable = variableOf(call, 0);
  return build.fold({
    range: targetOf(call),
    variable,
    init: build.list(),
    step: where(argumentOf(call, 1), append(build.ident(variable), build), build),
    ...whole(build),
  });
}

/** A macro of two variables: what it folds into, and how a value gets there. */
const transforming =
  (init: (build: Build) => Ast, add: (transform: Ast, key: string, build: Build) => Ast) =>
  (call: MacroCall, build: Build): Ast => {
    const [variable, variable2] = variablesOf(call);
    const [transform, condition] = transformOf(call, 2);
    return build.fold({
      range: targetOf(call),
      variable,
      variable2,
      init: init(build),
      step: where(condition, add(transform, variable, build), build),
      ...whole(build),
    });
  };

const transformList = transforming(
  (build) => build.list(),
  (transform, _, build) => append(transform, build),
);
const transformMap = transforming(
  (build) => build.emptyMap(),
  (transform, key, build) => build.call('cel.@mapInsert', build.accumulator(), build.ident(key), transform),
);
const transformMapEntry = transforming(
  (build) => build.emptyMap(),
  (transform, _, build) => build.call('cel.@mapInsert', build.accumulator(), transform),
);

/** The macros that make a list of a list or map. */
export const TRANSFORM_MACROS: readonly Macro[] = [
  { name: 'map', on: 'value', arities: [2, 3], usage: 'list.map(item, value)', expand: map },
  { name: 'filter', on: 'value', arities: [2], usage: 'list.filter(item, condition)', expand: filter },
];

const transform2 = (name: string, expand: Macro['expand']): Macro => ({
  name,
  on: 'value',
  arities: [3, 4],
  usage: `map.${name}(key, value, result)`,
  expand,
});

/** The macros that make a list or map of keys or indexes together with their values. */
export const TRANSFORM_MACROS_2: readonly Macro[] = [
  transform2('transformList', transformList),
  transform2('transformMap', transformMap),
  transform2('transformMapEntry', transformMapEntry),
];
