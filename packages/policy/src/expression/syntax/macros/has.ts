// SPDX-License-Identifier: Apache-2.0
import { quote } from '../../../diagnostics/quote.ts';
import { refuse } from '../refusal.ts';
import { argumentOf, type Macro } from './macro.ts';

/** `has(a.b)`: a selection that only tests. */
export const HAS: Macro = {
  name: 'has',
  arities: [1],
  usage: 'has(value.member)',
  expand: (call) => {
    const arg = argumentOf(call, 0);
    if (arg.kind === 'select' && arg.test !== true) return { ...arg, test: true, start: call.start, end: call.end };
    return refuse(
      arg,
      `\`has\` asks for a member of a value, found ${quote(call.textOf(arg))}`,
      `write \`${call.usage}\``,
    );
  },
};
