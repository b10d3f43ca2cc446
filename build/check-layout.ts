// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FILES = ['package.json', 'package-lock.json', 'turbo.json', 'tsconfig.json'];
const PAGES = ['README.md', 'LICENSE', 'SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
const FOLDERS = ['packages', 'shared', 'build', 'test', 'docs', 'examples'];

/** The top level of the repository holds these names and no others; names that begin with a dot are free. */
export function checkLayout(root: string): string[] {
  const expected = [...FILES, ...PAGES, ...FOLDERS];
  const found = readdirSync(root).filter((name) => !name.startsWith('.') && name !== 'node_modules');
  return [
    ...found.filter((name) => !expected.includes(name)).map((name) => `${name}:1: does not belong at the top level`),
    ...[...expected, '.ci/run'].filter((name) => !existsSync(join(root, name))).map((name) => `${name}:1: is missing`),
  ];
}
