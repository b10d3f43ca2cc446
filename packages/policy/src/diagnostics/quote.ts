// SPDX-License-Identifier: Apache-2.0
import { escapeInvisible } from './invisible.ts';

const LONGEST = 60;

/** `text`, which somebody wrote, as a message shows it: in backticks, on one line, nothing invisible in it, cut when long. */
export function quote(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
  return `\`${escapeInvisible(cut).replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}\``;
}

/** Several names as a message lists them: `` `a`, `b` or `c` ``. */
export function quoteList(names: readonly string[], word: 'and' | 'or' = 'or'): string {
  const quoted = names.map(quote);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} ${word} ${last}`;
}
