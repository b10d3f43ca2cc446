// SPDX-License-Identifier: Apache-2.0
import { checkLayout } from './check-layout.ts';
import { findings } from './fixture.ts';

const TOP = Object.fromEntries(
  'package-lock.json turbo.json tsconfig.json README.md LICENSE SECURITY.md CONTRIBUTING.md CHANGELOG.md .ci/run .gitignore packages/a shared/a build/a test/a docs/a examples/a node_modules/a'
    .split(' ')
    .map((path) => [path, '']),
);

test('is content with the names it knows, dotfiles and what npm installs', async () => {
  expect(await findings(checkLayout, TOP)).toEqual([]);
});

test('finds what does not belong', async () => {
  expect(await findings(checkLayout, { ...TOP, 'jest.config.js': '', 'src/a.ts': '' })).toEqual([
    'jest.config.js:1: does not belong at the top level',
    'src:1: does not belong at the top level',
  ]);
});

test('finds what is missing', async () => {
  const { LICENSE: _, 'docs/a': __, '.ci/run': ___, ...rest } = TOP;
  expect(await findings(checkLayout, rest)).toEqual([
    'LICENSE:1: is missing',
    'docs:1: is missing',
    '.ci/run:1: is missing',
  ]);
});
