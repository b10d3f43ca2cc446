// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readPage, ROOT } from './pages.ts';

/** The rows of the table of invariants. */
const rows = readPage('SECURITY.md')
  .split('\n')
  .filter((line) => /^\| \d+ +\|/.test(line));

test('SECURITY.md has the eight invariants', () => expect(rows).toHaveLength(8));

test.each(rows)('a test file that is there stands behind: %s', (row) => {
  const named = [...row.matchAll(/`([^`]+\.test\.ts)`/g)].map(([, path = '']) => path);
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  // the sixth speaks of every identity provider, and there is one
  expect(named.length > 0 || row.includes('none yet')).toBe(true);
});
