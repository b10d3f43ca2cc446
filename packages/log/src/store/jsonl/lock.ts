// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { AssayError } from '@assay/core/errors';
import { isErrno } from '../../is-errno.ts';

/** Gives the lock back. */
export type Release = () => Promise<void>;

const POLL_MS = 50;
/** What this process holds: a lock that names it, and is not here, is of an earlier process with its number. */
const held = new Set<string>();
let attempts = 0;

/** Takes the lock file, and waits so long for it. What a process left behind that is gone is taken over. Rejects with ERR_STORE_LOCKED. */
export async function acquireLock(path: string, waitMs: number): Promise<Release> {
  const until = Date.now() + waitMs;
  for (;;) {
    if (await take(path)) {
      held.add(path);
      return async () => {
        held.delete(path);
        await rm(path, { force: true });
      };
    }
    const owner = await readOwner(path);
    if (owner !== undefined && isGone(owner, path)) await takeAway(path, owner);
    else if (Date.now() >= until)
      throw new AssayError('ERR_STORE_LOCKED', `\`${path}\` is held by process ${owner?.split(' ')[0] ?? 'unknown'}`);
    else await sleep(POLL_MS);
  }
}

/** By a link: so it is never there without its contents. */
async function take(path: string): Promise<boolean> {
  const own = `${path}.${process.pid}.${attempts++}`;
  await writeFile(own, nameOf(process.pid), { mode: 0o600 });
  try {
    await link(own, path);
    return true;
  } catch (cause) {
    if (isErrno(cause, 'EEXIST')) return false;
    throw cause;
  } finally {
    await rm(own, { force: true });
  }
}

/** Two may see the same stale lock: what was moved away is looked at again, and put back where it is another's. */
async function takeAway(path: string, owner: string): Promise<void> {
  const away = `${path}.${process.pid}.${attempts++}`;
  try {
    await rename(path, away);
    if ((await readOwner(away)) !== owner) await link(away, path);
  } catch (cause) {
    if (!isErrno(cause, 'ENOENT') && !isErrno(cause, 'EEXIST')) throw cause;
  } finally {
    await rm(away, { force: true });
  }
}

async function readOwner(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    if (isErrno(cause, 'ENOENT')) return undefined;
    throw cause;
  }
}

function isGone(owner: string, path: string): boolean {
  const pid = Number(owner.split(' ')[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return true;
  if (pid === process.pid) return !held.has(path);
  try {
    process.kill(pid, 0);
  } catch (cause) {
    return isErrno(cause, 'ESRCH');
  }
  const name = nameOf(pid);
  return name.includes(' ') && name !== owner;
}

/** A process by its number and, where the system tells, its start: numbers are used again, in a container at once. */
function nameOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // field 22, behind the name in brackets, which may hold anything (proc(5))
    return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return `${pid}`;
  }
}
