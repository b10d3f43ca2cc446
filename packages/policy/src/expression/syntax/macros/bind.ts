// SPDX-License-Identifier: Apache-2.0
import { argumentOf, variableOf, type Macro } from './macro.ts';

/** `cel.bind(name, value, expression)`: the expression may use the name. */
export const BIND: Macro = {
  name: 'bind',
  on: 'cel',
  arities: [3],
  usage: 'cel.bind(name, value, expression)',
  expand: (call, build) => build.bind(variableOf(call, 0), argumentOf(call, 1), argumentOf(call, 2)),
};
