// SPDX-License-Identifier: Apache-2.0
import { evaluate } from '@assay/core/testing';
import { checkExpression, compileExpression, parseExpression } from '@assay/policy/language';
import { readPage } from './pages.ts';

const PAGE = 'docs/policy-functions.md';

/** The last cells of the tables of the page: code, in which `|` is escaped. */
const examples = readPage(PAGE)
  .split('\n')
  .flatMap((line) => /^\|.*\| `(.+)` +\|$/.exec(line)?.[1] ?? [])
  .map((code) => code.replaceAll('\\|', '|'));

test.each(examples)('%s', (text) => {
  const parsed = parseExpression(text);
  const mistakes = 'finding' in parsed ? [parsed.finding.message] : [];
  if ('ast' in parsed) {
    const typed = checkExpression(parsed.ast, { inputs: new Map(), variables: new Map() }, (_, __, message) =>
      mistakes.push(message),
    );
    if (mistakes.length === 0) {
      const { ir, ...pools } = compileExpression(typed);
      expect(evaluate(ir, pools, {})).toBe(true);
    }
  }
  expect(mistakes).toEqual([]);
});

test('the page has an example of every function', () => expect(examples.length).toBeGreaterThan(120));
