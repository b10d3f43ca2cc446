// SPDX-License-Identifier: Apache-2.0
import type { Ast } from '../../ast.ts';
import type { Build, Fold } from './build.ts';
import { argumentOf, targetOf, variableOf, variablesOf, type Macro, type MacroCall } from './macro.ts';

/** What a quantifier folds: from `predicate`, the fold but for its range and variables. */
type Quantify = (predicate: Ast, build: Build) => Pick<Fold, 'init' | 'condition' | 'step' | 'result'>;

/** True unless the predicate is false somewhere: stops there, and an error elsewhere does not count then, as with `&&`. */
const all: Quantify = (predicate, build) => ({
  init: build.bool(true),
  condition: build.call('@not_strictly_false', build.accumulator()),
  step: build.call('_&&_', build.accumulator(), predicate),
  result: build.accumulator(),
});

/** True when the predicate is true somewhere, as with `||`. */
const exists: Quantify = (predicate, build) => ({
  init: build.bool(false),
  condition: build.call('@not_strictly_false', build.call('!_', build.accumulator())),
  step: build.call('_||_', build.accumulator(), predicate),
  result: build.accumulator(),
});

/** True when the predicate is true exactly once; looks at everything, and an error anywhere is one. */
const existsOne: Quantify = (predicate, build) => ({
  init: build.int(0n),
  condition: build.bool(true),
  step: build.call('_?_:_', predicate, build.call('_+_', build.accumulator(), build.int(1n)), build.accumulator()),
  result: build.call('_==_', build.accumulator(), build.int(1n)),
});

const overItems =
  (quantify: Quantify) =>
  (call: MacroCall, build: Build): Ast =>
    build.fold({
      range: targetOf(call),
      variable: variableOf(call, 0),
      ...quantify(argumentOf(call, 1), build),
    });

const overEntries =
  (quantify: Quantify) =>
  (call: MacroCall, build: Build): Ast => {
    const [variable, variable2] = variablesOf(call);
    return build.fold({ range: targetOf(call), variable, variable2, ...quantify(argumentOf(call, 2), build) });
  };

const QUANTIFIERS: readonly (readonly [string, Quantify])[] = [
  ['all', all],
  ['exists', exists],
  ['exists_one', existsOne],
  ['existsOne', existsOne],
];

/** `list.all(item, condition)` and its like, over the items of a list or the keys of a map. */
export const QUANTIFIER_MACROS: readonly Macro[] = QUANTIFIERS.map(([name, quantify]) => ({
  name,
  on: 'value',
  arities: [2],
  usage: `list.${name}(item, condition)`,
  expand: overItems(quantify),
}));

/** `map.all(key, value, condition)` and its like, over keys or indexes together with their values. */
export const QUANTIFIER_MACROS_2: readonly Macro[] = QUANTIFIERS.map(([name, quantify]) => ({
  name,
  on: 'value',
  arities: [3],
  usage: `map.${name}(key, value, condition)`,
  expand: overEntries(quantify),
}));
