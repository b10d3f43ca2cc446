// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The commit a folder is at, `-dirty` behind it where something of the folder is not committed; undefined where there is no git, or no work tree. */
export async function revisionOf(directory: string): Promise<string | undefined> {
  const commit = (await git(directory, 'rev-parse', '--verify', 'HEAD'))?.trim();
  if (commit === undefined || !/^[0-9a-f]{40,64}$/.test(commit)) return undefined;
  const changes = await git(directory, 'status', '--porcelain', '--untracked-files=normal', '--', '.');
  return changes === undefined || changes.trim() === '' ? commit : `${commit}-dirty`;
}

const run = promisify(execFile);

/** What git says; undefined where it fails. Whose repository it is may not be trusted, so nothing it configures is run. */
async function git(directory: string, ...command: readonly string[]): Promise<string | undefined> {
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '--no-optional-locks'];
  try {
    const { stdout } = await run('git', [...safe, '-C', directory, ...command], { timeout: 5000, encoding: 'utf8' });
    return stdout;
  } catch {
    return undefined;
  }
}
