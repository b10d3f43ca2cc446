// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** For tests of checks: a throw-away repository of these files, by path, and how to be rid of it. */
export function repository(files: Readonly<Record<string, string | object>>): {
  readonly root: string;
  readonly remove: () => void;
} {
  const root = mkdtempSync(join(tmpdir(), 'assay-check-'));
  const all = { 'package.json': { name: 'w', workspaces: ['shared', 'packages/*', 'build', 'test'] }, ...files };
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** The findings of a check in a throw-away repository. */
export async function findings(
  check: (root: string) => string[] | Promise<string[]>,
  files: Readonly<Record<string, string | object>>,
): Promise<string[]> {
  const { root, remove } = repository(files);
  try {
    return await check(root);
  } finally {
    remove();
  }
}
