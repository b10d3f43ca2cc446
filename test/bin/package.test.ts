// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../docs/pages.ts';

test('the package of the command takes along its templates, and every example that is a project', () => {
  const listed = execFileSync('npm', ['pack', '--dry-run', '--json'], {
    cwd: join(ROOT, 'packages/cli'),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // sound: what npm prints; other scripts may print before it
  const [{ files }] = JSON.parse(listed.slice(listed.indexOf('[\n'))) as [{ files: readonly { path: string }[] }];
  const packed = files.map(({ path }) => path);
  const projects = readdirSync(join(ROOT, 'examples')).filter((name) =>
    existsSync(join(ROOT, 'examples', name, 'README.md')),
  );
  expect(projects).toContain('quickstart');
  expect(packed).toEqual(
    expect.arrayContaining([
      'templates/cognito/assay.yaml',
      ...projects.map((name) => `dist/examples/${name}/assay.yaml`),
      'dist/examples/quickstart/policies/payments.yaml',
    ]),
  );
  expect(packed.filter((path) => path.endsWith('.jsonl'))).toEqual([]);
}, 60_000);
