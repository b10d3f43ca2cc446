// SPDX-License-Identifier: Apache-2.0
import { spend, type Meter } from '../eval/work.ts';
import { bySequence } from './sequence.ts';

/** Order by code points, as CEL has it; JavaScript's own `<` orders by UTF-16 units, which differs above U+FFFF. */
export const compareText: (a: string, b: string) => number = bySequence((text: string, i) => {
  const unit = text.charCodeAt(i);
  // a surrogate stands for a code point above all other units
  return unit < 0xd800 ? unit : unit > 0xdfff ? unit - 0x800 : unit + 0x2000;
});

/** The size of a text in code points. */
export function sizeOf(text: string): number {
  let size = 0;
  for (const _ of text) size++;
  return size;
}

/** To look for a long part in a long text may take as long as both lengths multiplied: here up to 3 ms. */
const MAX_WORK = 2 ** 24;

/**
 * Where `part` first stands in `text`, in UTF-16 units; -1 where it does not. Throws RangeError where both are so long that looking
 * would take noticeably long.
 */
export function indexIn(text: string, part: string, meter: Meter): number {
  const work = (text.length - part.length) * part.length;
  if (work > MAX_WORK) throw new RangeError('too long to be looked for');
  if (work > 0) spend(meter, work >> 9);
  return text.indexOf(part);
}
