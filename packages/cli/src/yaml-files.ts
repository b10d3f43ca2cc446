// SPDX-License-Identifier: Apache-2.0
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of the YAML files below `folder`, in alphabetical order; folders that begin with a dot and `node_modules` are passed over, links not followed. */
export function yamlFilesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isFile()) return /\.ya?ml$/.test(entry.name) ? [path] : [];
      const isPassedOver = !entry.isDirectory() || entry.name.startsWith('.') || entry.name === 'node_modules';
      return isPassedOver ? [] : yamlFilesBelow(path);
    });
}

/** What stands at `path`: a file, a folder, or neither. */
export function kindOfPath(path: string): 'file' | 'folder' | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() === true ? 'file' : stat?.isDirectory() === true ? 'folder' : undefined;
  } catch {
    return undefined; // below something that is no folder
  }
}
