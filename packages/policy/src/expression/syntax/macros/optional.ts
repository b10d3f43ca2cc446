// SPDX-License-Identifier: Apache-2.0
import type { Ast } from '../../ast.ts';
import type { Build } from './build.ts';
import { argumentOf, targetOf, variableOf, type Macro, type MacroCall } from './macro.ts';

const TARGET = '@optional';

/**
 * What becomes of the value of an optional, if it has one. cel-go copies the receiver, once to ask and once to read, so that a chain of n macros
 * has 2^n parts; it is bound to a name here, and evaluated once.
 */
function ifPresent(call: MacroCall, build: Build, wrap: (value: Ast) => Ast): Ast {
  const target = (): Ast => build.ident(TARGET);
  const value = build.bind(variableOf(call, 0), build.member(target(), 'value'), argumentOf(call, 1));
  return build.bind(
    TARGET,
    targetOf(call),
    build.call('_?_:_', build.member(target(), 'hasValue'), wrap(value), build.call('optional.none')),
  );
}

/** `optional.optMap(value, result)` and `optional.optFlatMap(value, optional)`. */
export const OPTIONAL_MACROS: readonly Macro[] = [
  {
    name: 'optMap',
    on: 'value',
    arities: [2],
    usage: 'optional.optMap(value, result)',
    expand: (call, build) => ifPresent(call, build, (value) => build.call('optional.of', value)),
  },
  {
    name: 'optFlatMap',
    on: 'value',
    arities: [2],
    usage: 'optional.optFlatMap(value, result)',
    expand: (call, build) => ifPresent(call, build, (value) => value),
  },
];
