// SPDX-License-Identifier: Apache-2.0

/** Order by code points, as CEL has it; JavaScript's own `<` orders by UTF-16 units, which differs above U+FFFF. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

/** The size of a text in code points. */
export function sizeOf(text: string): number {
  let size = 0;
  for (const _ of text) size++;
  return size;
}

/** Up to here, looking in every place at once costs nothing anyone notices. */
const SMALL = 1 << 20;

/**
 * Where `part` first stands in `text`, in UTF-16 units, from `from` on; -1 where it does not. Linear in hostile texts, where the method of
 * strings is not: it was seen to take 150 ms for 32 kB in 64 kB.
 */
export function indexIn(text: string, part: string, from = 0): number {
  if (text.length * part.length <= SMALL) return text.indexOf(part, from);
  // how much of the part's beginning stands again at the end of each of its beginnings (Knuth, Morris, Pratt)
  const again = new Uint32Array(part.length);
  const advance = (matched: number, unit: number): number => {
    let length = matched;
    while (length > 0 && part.charCodeAt(length) !== unit) length = again[length - 1]!; // sound: within the part
    return part.charCodeAt(length) === unit ? length + 1 : 0;
  };
  for (let i = 1; i < part.length; i++) again[i] = advance(again[i - 1]!, part.charCodeAt(i)); // sound: as above
  for (let i = from, matched = 0; i < text.length; i++) {
    matched = advance(matched, text.charCodeAt(i));
    if (matched === part.length) return i + 1 - matched;
  }
  return -1;
}
