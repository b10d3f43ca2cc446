// SPDX-License-Identifier: Apache-2.0
import { refuse } from '../refusal.ts';
import type { Macro } from './macro.ts';

/** A macro so that it takes any number of arguments: three and more become a list. */
const extreme = (name: string, becomes: string): Macro => ({
  name,
  on: 'math',
  arities: 'any',
  usage: `math.${name}(a, b)`,
  expand: (call, build) => {
    const [first, ...others] = call.args;
    if (first === undefined || (others.length === 0 && first.kind === 'list' && first.items.length === 0)) {
      return refuse(first ?? call, `\`${call.name}\` takes at least one number`, `write \`${call.usage}\``);
    }
    return others.length < 2 ? build.call(becomes, ...call.args) : build.call(becomes, build.list(...call.args));
  },
});

/** `math.greatest(...)` and `math.least(...)`. */
export const EXTREME_MACROS: readonly Macro[] = [extreme('greatest', 'math.@max'), extreme('least', 'math.@min')];
