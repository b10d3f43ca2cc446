// SPDX-License-Identifier: Apache-2.0
import { cpSync, mkdtempSync, rmSync, utimesSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for a test. */
export interface Folder {
  readonly path: string;
  remove(): void;
}

/** An empty folder. */
export function createFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'assay-cli-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A copy of the project in `source`, without its records; its source data was last changed at `changed` (milliseconds since 1970). */
export function copyProject(source: string, changed: number): Folder {
  const folder = createFolder();
  cpSync(source, folder.path, { recursive: true, filter: (path) => !/\.jsonl(?:\.|$)/.test(path) });
  const data = join(folder.path, 'sources');
  for (const file of readdirSync(data)) utimesSync(join(data, file), changed / 1000, changed / 1000);
  return folder;
}
