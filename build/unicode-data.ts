// SPDX-License-Identifier: Apache-2.0
// Writes the sets of characters that `\p{...}` names, and which characters differ in case only: `node build/unicode-data.ts`.
// They are data of the repository and not asked of the engine, so that one pattern is one program on every machine. Run it with the Node of
// the repository, when that knows a newer Unicode.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from './format.ts';

const LAST_POINT = 0x10ffff;

const CATEGORIES = 'Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co'.split(' ');

/** Names of scripts as RE2 spells them; one the engine does not know yet is left out. */
const SCRIPTS =
  `Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Bhaiksuki Bopomofo Brahmi Braille
  Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham Cherokee Chorasmian Common Coptic Cuneiform Cypriot
  Cypro_Minoan Cyrillic Deseret Devanagari Dives_Akuru Dogra Duployan Egyptian_Hieroglyphs Elbasan Elymaic Ethiopic Georgian
  Glagolitic Gothic Grantha Greek Gujarati Gunjala_Gondi Gurmukhi Han Hangul Hanifi_Rohingya Hanunoo Hatran Hebrew Hiragana
  Imperial_Aramaic Inherited Inscriptional_Pahlavi Inscriptional_Parthian Javanese Kaithi Kannada Katakana Kawi Kayah_Li Kharoshthi
  Khitan_Small_Script Khmer Khojki Khudawadi Lao Latin Lepcha Limbu Linear_A Linear_B Lisu Lycian Lydian Mahajani Makasar Malayalam
  Mandaic Manichaean Marchen Masaram_Gondi Medefaidrin Meetei_Mayek Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi
  Mongolian Mro Multani Myanmar Nabataean Nag_Mundari Nandinagari New_Tai_Lue Newa Nko Nushu Nyiakeng_Puachue_Hmong Ogham Ol_Chiki
  Old_Hungarian Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_Sogdian Old_South_Arabian Old_Turkic Old_Uyghur Oriya Osage
  Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa Phoenician Psalter_Pahlavi Rejang Runic Samaritan Saurashtra Sharada Shavian
  Siddham SignWriting Sinhala Sogdian Sora_Sompeng Soyombo Sundanese Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet
  Takri Tamil Tangsa Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta Toto Ugaritic Vai Vithkuqi Wancho Warang_Citi Yezidi Yi
  Zanabazar_Square`.split(/\s+/);

const number = (value: number): string => value.toString(36);

/** How far each range is from the one before it, and how much longer than one character it is. */
function ranges(isIn: (char: string) => boolean): string {
  const found: string[] = [];
  let after = 0;
  let start: number | undefined;
  for (let point = 0; point <= LAST_POINT + 1; point++) {
    const inside = point <= LAST_POINT && isIn(String.fromCodePoint(point));
    if (inside) start ??= point;
    else if (start !== undefined) {
      found.push(number(start - after) + (point - start > 1 ? `-${number(point - start - 1)}` : ''));
      [after, start] = [point, undefined];
    }
  }
  return found.join(' ');
}

function knownTo(property: string): RegExp | undefined {
  try {
    return new RegExp(`^\\p{${property}}$`, 'u');
  } catch {
    return undefined;
  }
}

/** The other characters one is equal to where case does not matter; what changes case to several characters has none. */
function otherCases(point: number): readonly number[] {
  const char = String.fromCodePoint(point);
  const changed = [
    char.toLowerCase(),
    char.toUpperCase(),
    char.toUpperCase().toLowerCase(),
    char.toLowerCase().toUpperCase(),
  ];
  const same = new RegExp(`^\\u{${point.toString(16)}}$`, 'iu');
  return changed.filter((other) => other !== char && same.test(other)).map((other) => other.codePointAt(0) ?? 0);
}

/** Each pair of characters that differ in case only: the first by its distance from the pair before, the second by its distance from it. */
function cases(): string {
  const found = new Set<string>();
  for (let point = 0; point <= LAST_POINT; point++)
    for (const other of otherCases(point)) found.add([Math.min(point, other), Math.max(point, other)].join());
  const pairs = [...found]
    .map((pair) => pair.split(',').map(Number))
    .sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d);
  const texts = pairs.map(
    ([first = 0, second = 0], i) => `${number(first - (pairs[i - 1]?.[0] ?? 0))}+${number(second - first)}`,
  );
  // the same distances many times over: how often more, behind them
  return texts
    .join(' ')
    .replace(
      /(\S+)((?: \1(?!\S))+)/g,
      (_, pair: string, more: string) => `${pair}*${number(more.split(' ').length - 1)}`,
    );
}

const sets = [
  ...CATEGORIES.map((name) => [name, `General_Category=${name}`] as const),
  ...SCRIPTS.map((name) => [name, `Script=${name}`] as const),
].flatMap(([name, property]) => {
  const known = knownTo(property);
  return known ? [`  ${name}: '${ranges((char) => known.test(char))}',`] : [];
});

const path = join(import.meta.dirname, '../packages/policy/src/regex/unicode-data.ts');
const text = `// SPDX-License-Identifier: Apache-2.0
// Written by build/unicode-data.ts.

export const UNICODE_VERSION = '${process.versions['unicode']}';

/** General categories and scripts: how far each range is from the one before it, and how much longer than one character, in base 36. */
export const SETS: Readonly<Record<string, string>> = {
${sets.join('\n')}
};

/** Pairs of characters that differ in case only: how far the first is from the first of the pair before, how far the second from it, and how often that comes again. */
export const CASE_PAIRS =
  '${cases()}';
`;
writeFileSync(path, await format(path, text));
