// SPDX-License-Identifier: Apache-2.0
// Expressions made to take long, each over the largest inputs an event may have: they end within what one decision may take.
import { EVAL_ERROR, evaluateCharged } from '@assay/core/testing';
import { MAX_STEPS } from '@assay/core/pdp';
import { compiled, INT, listOf, STRING } from './cel/outcome.ts';

const INPUTS = { deal: STRING, groups: listOf(STRING), levels: listOf(INT) };
const VALUES = {
  deal: `${'a'.repeat(16_383)}b`,
  groups: Array.from({ length: 1_000 }, (_, i) => 'a'.repeat(230) + String(i).padStart(4, '0')),
  levels: Array.from({ length: 900 }, (_, i) => i),
};

function charged(text: string): { readonly isError: boolean; readonly steps: number } {
  const expression = compiled(text, INPUTS);
  if (!('ir' in expression)) throw new Error(`${text}: ${expression.join()}`);
  const { value, steps } = evaluateCharged(expression.ir, expression, VALUES);
  return { isError: value === EVAL_ERROR, steps };
}

/** Lists bound to each other, `count` deep: what the last of them holds grows with every one. */
function nested(count: number, tail: string): string {
  const levels = Array.from(
    { length: count },
    (_, i) =>
      `cel.bind(v${i}, [${Array(10)
        .fill(i ? `v${i - 1}` : '1')
        .join()}], `,
  );
  return `${levels.join('')}${tail.replaceAll('LAST', `v${count - 1}`)}${')'.repeat(count)}`;
}

/** One call goes beyond what is left by as much as it is large itself. */
const OVERDRAFT = MAX_STEPS / 10;

test.each([
  nested(8, 'dyn(LAST) == 1'),
  nested(8, 'LAST in [LAST]'),
  nested(8, 'LAST.distinct().size() == 3'),
  nested(8, 'LAST.flatten(8).size() == 1'),
  nested(8, '"%s".format([LAST]) == ""'),
  'lists.range(10000).map(i, ("a" + string(i) + deal + deal + deal).reverse()).size() == 1',
  'cel.bind(r, lists.range(1000), r.exists(x, r.map(y, [x, y]).distinct().size() == 1))',
  'cel.bind(r, lists.range(10000), r.map(i, [r + [], r.reverse(), r.slice(0, 10000)]).size() == 1)',
  'cel.bind(r, lists.range(10000), r.exists(x, r.sort()[0] == -1))',
  'cel.bind(r, lists.range(10000), r.exists(x, -1 in r))',
  'cel.bind(r, lists.range(10000), r.exists(x, r == r.reverse() || r + [] == [1]))',
  'lists.range(10000).map(g, deal + string(g)).sort().size() == 3',
  'lists.range(10000).map(g, deal + string(g)).distinct().size() == 3',
  'lists.range(10000).transformMapEntry(i, v, {(deal + string(i)): v}).size() == 1',
  'groups.exists(g, strings.quote(deal) == "")',
  'groups.exists(g, deal.replace("a", "bb") == g)',
  'groups.exists(g, deal.trim() == g)',
  'groups.exists(g, deal.split("a").size() == 3)',
  'groups.exists(g, deal.reverse() == g)',
  'groups.exists(g, deal.contains(g + "x"))',
  'groups.exists(g, deal.matches("(a|b)*a(a|b){200}c"))',
  'deal.matches("((a|ab|aab|.)*){1,3}(a|.){1000}c")',
  'groups.exists(g, base64.encode(bytes(deal)) == "x")',
  'groups.exists(g, base64.decode(deal) == b"x")',
  'groups.exists(g, timestamp("2023-01-01T00:00:00Z").getHours(g) == 3)',
  'levels.exists(x, levels.exists(y, timestamp(x * y).getHours("Europe/Zurich") == 99))',
  'levels.exists(x, levels.exists(y, isIP("2001:db8::" + string(x) + ":" + string(y)) && x < 0))',
  'cel.bind(a, lists.range(9000), lists.range(350).map(x, a + [x]).distinct().size() == 1)',
  'cel.bind(a, deal + "a", cel.bind(b, deal + "b", levels.exists(x, levels.exists(y, a == b || a < b && false))))',
])('%s', (text) => {
  const { isError, steps } = charged(text);
  expect(isError).toBe(true);
  expect(steps).toBeLessThan(MAX_STEPS + OVERDRAFT);
});

test.each([
  ['groups.exists(g, g.startsWith("team-") && g.endsWith("-admin"))', 20_000],
  ['groups.map(g, g.lowerAscii()).distinct().size() == 1000', 300_000],
  ['lists.range(2800).distinct().size() == 2800', 40_000],
  ['levels.exists(x, x in levels && x == -1)', 250_000],
  ['deal.matches("^[a-z]+$")', 10_000],
  ['groups.all(g, g in groups)', 200_000],
])('%s takes few', (text, most) => {
  const { isError, steps } = charged(text);
  expect([isError, steps < most]).toEqual([false, true]);
});

test('the same expression takes as much again, whatever is kept of the first time', () => {
  const text = 'groups.exists(g, g.matches("a+9{2,4}$") && url("https://a.example/" + g).getHost() == "b")';
  expect(charged(text)).toEqual(charged(text));
});
