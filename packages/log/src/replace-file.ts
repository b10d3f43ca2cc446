// SPDX-License-Identifier: Apache-2.0
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Replaces a file by what `texts` gives: whole and durable, or not at all. Rejects with the system's error. */
export async function replaceFile(path: string, texts: AsyncIterable<string> | Iterable<string>): Promise<void> {
  const temporary = `${path}.next`;
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      for await (const text of texts) await file.appendFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
  await syncFolder(dirname(path));
}

/** A rename or a new file is safe once its folder is. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return; // where a folder cannot be opened
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
