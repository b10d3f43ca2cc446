// SPDX-License-Identifier: Apache-2.0
import { has, type CharSet } from './char-set.ts';
import { SETS, UNICODE_VERSION } from './unicode-data.ts';
import { unicodeSet, withOtherCases } from './unicode.ts';

/** Every code point of a set by the engine's own tables, as ranges. */
function known(property: string): CharSet {
  const pattern = new RegExp(`^\\p{${property}}$`, 'u');
  const ranges: [number, number][] = [];
  for (let point = 0; point <= 0x10ffff; point++) {
    if (!pattern.test(String.fromCodePoint(point))) continue;
    const last = ranges.at(-1);
    if (last && last[1] === point - 1) last[1] = point;
    else ranges.push([point, point]);
  }
  return ranges;
}

// the Node of the repository: with another the tables differ, and programs must not
const isThisUnicode = process.versions['unicode'] === UNICODE_VERSION;

describe('sets of Unicode', () => {
  test.each(['L', 'Lu', 'Greek'])('\\p{%s} is what the standard says', (name) => {
    const property = name.length > 2 ? `Script=${name}` : `General_Category=${name}`;
    const set = unicodeSet(name) ?? [];
    if (isThisUnicode) expect(set).toEqual(known(property));
    // what was once assigned stays what it is
    expect(set.length).toBeGreaterThan(0);
  });

  test('have no categories of what is not assigned, and no names of JavaScript', () => {
    expect(['Cn', 'LC', 'Klingon', 'constructor', '__proto__', '', 'l'].map((name) => unicodeSet(name))).toEqual(
      Array(7).fill(undefined),
    );
    expect(Object.keys(SETS).length).toBeGreaterThan(180);
  });

  test('a character has the other cases that the engine finds', () => {
    for (let point = 0; point < 0x1_0000; point++) {
      const char = String.fromCodePoint(point);
      for (const other of [char.toLowerCase(), char.toUpperCase()]) {
        const otherPoint = other.codePointAt(0) ?? 0;
        if (other === char || String.fromCodePoint(otherPoint) !== other || (point >= 0xd800 && point <= 0xdfff))
          continue;
        const same = new RegExp(`^\\u{${point.toString(16)}}$`, 'iu').test(other);
        if (has(withOtherCases([[point, point]]), otherPoint) !== same)
          throw new Error(`${point.toString(16)} and ${otherPoint.toString(16)}`);
      }
    }
  });
});
