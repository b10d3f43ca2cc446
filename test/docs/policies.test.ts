// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { compileProject, filesIn, parseProject, renderDiagnostics, type ProjectFiles } from '@assay/policy';
import { blocksOf, ROOT } from './pages.ts';

const PAGES = ['docs/policy-language.md'];
/** A project whose sources and inputs the examples of the pages read. */
const PROJECT = join(ROOT, 'packages/policy/fixtures/design-example');

const policies = PAGES.flatMap((page) =>
  blocksOf(page, 'yaml')
    .filter((block) => block.startsWith('# policy\n'))
    .map((text) => ({ page, name: /^policy: (.+)$/m.exec(text)?.[1] ?? '', text })),
);

test.each(policies)('the policy `$name` of $page compiles', ({ text }) => {
  const onDisk = filesIn(PROJECT);
  const read: ProjectFiles = (path) => (path === 'policies/payments.yaml' ? text : onDisk(path));
  const { project, diagnostics, files } = parseProject(read);
  const compilation = project && compileProject(project);
  const found = [...diagnostics, ...(compilation?.diagnostics ?? [])];
  expect(renderDiagnostics(found, files, { color: false, width: 100 })).toBe('');
  expect(compilation?.compiled?.digest).toMatch(/^sha256-[0-9a-f]{64}$/);
});

test('the pages have policies', () => expect(policies.length).toBeGreaterThan(2));
