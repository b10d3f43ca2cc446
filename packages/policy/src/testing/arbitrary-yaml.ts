// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';

/** Comments and blank lines, at any column. */
function gap(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constant(''),
    fc.tuple(fc.nat(6), fc.constantFrom('# a', '#b', '## c: d', '# - e', '#')).map(([n, text]) => ' '.repeat(n) + text),
  );
}

const plain: fc.Arbitrary<string> = fc.constantFrom(
  'a',
  'b c',
  '1',
  'true',
  '~',
  '0x10',
  '-1',
  'x && y',
  'a: b'.replace(': ', ':'),
  '"in"',
);
const quoted = fc
  .string({ unit: fc.constantFrom('a', ' ', '"', "'", '\\', '#', ':', '{', '\t', 'é', '\n', '\u202e'), maxLength: 6 })
  .chain((text) => fc.constantFrom(JSON.stringify(text).replace('\u202e', '\\u202e'), single(text)));
const scalar = fc.oneof(plain, quoted);

function single(text: string): string {
  return `'${text.replaceAll("'", "''").replaceAll(/[\n\u202e]/g, '')}'`;
}

const key = fc.constantFrom(
  'policy',
  'owner',
  'gates',
  'scopes',
  'rule',
  'permit',
  'require',
  'a',
  "'b'",
  '"c"',
  'd e',
);
const comment = fc.constantFrom('', '', '', ' # n', '   # o', ' #p');

function flow(depth: number): fc.Arbitrary<string> {
  if (depth === 0) return scalar;
  const space = fc.constantFrom('', ' ', '  ', '\n      ', ' # f\n      ');
  const items = fc.uniqueArray(fc.tuple(key, flow(depth - 1)), { maxLength: 3, selector: ([name]) => clean(name) });
  return fc.oneof(
    scalar,
    fc
      .tuple(items, space, space)
      .map(([list, a, b]) => `{${a}${list.map(([k, v]) => `${k}: ${v}`).join(`,${b}`)}${a}}`),
    fc.tuple(items, space, space).map(([list, a, b]) => `[${a}${list.map(([, v]) => v).join(`,${b}`)}${a}]`),
  );
}

const clean = (name: string): string => name.replaceAll(/['"]/g, '');

/** The lines of a block collection, relative to its column. */
function node(depth: number): fc.Arbitrary<readonly string[]> {
  const width = fc.constantFrom(1, 2, 3, 4);
  const entry = fc.tuple(fc.array(gap(), { maxLength: 2 }), key, value(depth), width, comment);
  const map = fc
    .uniqueArray(entry, { minLength: 1, maxLength: 4, selector: ([, name]) => clean(name) })
    .map((entries) =>
      entries.flatMap(([above, name, { first, below }, indent, note]) => [
        ...above,
        `${name}:${first === '' ? '' : ' '}${first}${note}`,
        ...below.map((line) => (line === '' ? '' : ' '.repeat(indent) + line)),
      ]),
    );
  const list = fc
    .array(entry, { minLength: 1, maxLength: 3 })
    .map((entries) =>
      entries.flatMap(([above, , { first, below }, indent, note]) => [
        ...above,
        `-${first === '' ? '' : ' '}${first}${note}`,
        ...below.map((line) => (line === '' ? '' : ' '.repeat(indent) + line)),
      ]),
    );
  return fc.oneof({ weight: 3, arbitrary: map }, { weight: 1, arbitrary: list });
}

/** A value: what stands behind its key, and the lines below. */
function value(depth: number): fc.Arbitrary<{ readonly first: string; readonly below: readonly string[] }> {
  const inline = flow(2).map((text) => {
    const [first = '', ...below] = text.split('\n');
    return { first, below: below.map((line) => line.trimStart()) };
  });
  const block = fc
    .tuple(
      fc.constantFrom('|', '>', '|-', '>+', '|+', '|2', '>-1'),
      fc.array(fc.constantFrom('x', '  y', '', '# z', 'a: b'), { maxLength: 4 }),
    )
    .map(([first, below]) => ({ first, below: below.map((line) => (line === '' ? '' : ` ${line}`)) }));
  const folded = fc.array(fc.constantFrom('x', 'y && z', ''), { maxLength: 3 }).map((below) => ({ first: 'w', below }));
  const leaves = [
    { weight: 5, arbitrary: inline },
    { weight: 1, arbitrary: block },
    { weight: 1, arbitrary: folded },
  ];
  if (depth === 0) return fc.oneof(...leaves);
  return fc.oneof(...leaves, { weight: 5, arbitrary: node(depth - 1).map((below) => ({ first: '', below })) });
}

/** Lines of a YAML text: comments, blank lines, keys and values at random columns; most of it is YAML, little of it is pretty. */
export const messyYaml: fc.Arbitrary<string> = fc
  .tuple(node(3), fc.array(gap(), { maxLength: 2 }), fc.array(gap(), { maxLength: 2 }), fc.constantFrom('\n', '\r\n'))
  .map(([lines, above, below, lineEnd]) => [...above, ...lines, ...below, ''].join(lineEnd));
