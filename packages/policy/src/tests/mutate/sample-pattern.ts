// SPDX-License-Identifier: Apache-2.0

/** A text that a simple pattern matches: literals, classes, repetitions of both. Undefined for one with groups or alternatives; whoever uses it checks. */
export function samplePattern(pattern: string): string | undefined {
  let text = '';
  // one part and how often: linear, since no two alternatives begin alike
  for (const [part, what = '', often = ''] of pattern.matchAll(
    /(\\.|\[[^\]]*\]|[^\\[])([*+?]|\{\d{1,3}[^}]{0,8}\})?/gsu,
  )) {
    if (/^[()|*+?{}]/.test(what)) return undefined;
    if (part === '^' || part === '$') continue;
    const one = what.startsWith('\\')
      ? (ESCAPES[what[1] ?? ''] ?? what[1])
      : what.startsWith('[')
        ? firstOf(what)
        : what === '.'
          ? 'x'
          : what;
    const times =
      often === '*' || often === '?'
        ? 0
        : often === '' || often === '+'
          ? 1
          : Math.min(64, Number(/\d+/.exec(often)?.[0]));
    text += (one ?? '').repeat(times);
  }
  return text;
}

const ESCAPES: { readonly [letter: string]: string } = { d: '0', w: 'a', s: ' ', D: 'x', W: '-', S: 'x' };

/** A character of a class. */
function firstOf(group: string): string {
  const [first = '', second = ''] = group.slice(1, -1);
  if (first === '^') return ['x', '0', '-', ' '].find((letter) => !group.includes(letter)) ?? '~';
  return first === '\\' ? (ESCAPES[second] ?? second) : first;
}
