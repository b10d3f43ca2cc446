// SPDX-License-Identifier: Apache-2.0
import { TEST_PROJECT } from '../../testing/compile-text.ts';
import { compileText } from '../../testing/compile-text.ts';

/** What the compiler says of a condition over the inputs of the test project. */
function findings(condition: string, project: string = TEST_PROJECT): readonly string[] {
  const policy = `gates:\n  - rule: open\n    permit: |-\n      ${condition}\n`;
  return compileText(policy, { project }).diagnostics.map(({ code }) => code);
}

describe('the work of an expression', () => {
  test.each([
    'iga.roles.exists(r, r.startsWith("a"))',
    'iga.roles.exists(r, r in iga.roles)',
    'iga.levels.all(l, l in iga.levels)',
    'client.id.split(" ").exists(s, s in iga.roles)',
    'lists.range(100).exists(i, lists.range(100).exists(j, i * j == iga.level))',
    'iga.roles.filter(r, r != "a").map(r, r + "x").exists(r, r == "y")',
    'client.id.split(" ", 20).exists(s, iga.roles.exists(r, r == s))',
  ])('%s is accepted', (condition) => {
    expect(findings(condition)).toEqual([]);
  });

  test.each([
    ['a nest of lists', 'iga.roles.exists(a, iga.roles.exists(b, a + b == "x"))'],
    ['a list that is made', 'lists.range(10000).exists(i, iga.roles.exists(r, r == string(i)))'],
    ['a count that is not known', 'lists.range(iga.level).exists(i, iga.roles.exists(r, r == string(i)))'],
    ['parts of a text', 'client.id.split(",").exists(s, iga.roles.exists(r, r == s))'],
    ['a sum of lists', '(iga.levels + iga.levels).exists(a, iga.levels.exists(b, a == b + 1))'],
    ['levels opened', '[iga.levels].flatten().exists(a, iga.levels.exists(b, a == b + 1))'],
    ['a list sorted each time', 'cel.bind(r, lists.range(10000), r.exists(x, r.sort()[0] == iga.level))'],
    ['a list bound before', 'cel.bind(r, lists.range(10000), r.exists(x, r.exists(y, x + y == iga.level)))'],
    ['a result gone over again', 'lists.range(10000).map(i, i + 1).exists(x, iga.levels.exists(y, x == y + 1))'],
    [
      'calls that are heavy',
      'lists.range(10000).exists(i, timestamp(i).getHours("Europe/Zurich") * 2 + timestamp(i).getHours("UTC") == 99)',
    ],
  ])('%s is refused', (_, condition) => {
    expect(findings(condition)).toEqual(['limit-exceeded']);
  });
});
