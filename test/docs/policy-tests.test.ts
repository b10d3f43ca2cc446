// SPDX-License-Identifier: Apache-2.0
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocksOf, ROOT } from './pages.ts';
import { runAssay } from './run.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-tests-'));
  cpSync(join(ROOT, 'examples/quickstart'), folder, { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the tests of the page pass with the policy of the quickstart', async () => {
  const [text = ''] = blocksOf('docs/policy-tests.md', 'yaml').filter((block) => block.startsWith('# tests\n'));
  writeFileSync(join(folder, 'page.test.yaml'), text);
  const { code, out, err } = await runAssay(['test', 'page.test.yaml'], folder);
  expect({ code, err, out }).toMatchObject({ code: 0, err: '' });
  expect(out).toContain('5 passed');
}, 30_000);
