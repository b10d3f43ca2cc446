// SPDX-License-Identifier: Apache-2.0
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AssayError } from '@assay/core/errors';
import { isErrno } from '../../is-errno.ts';
import type { ArchivedPolicy, LogStore, PolicyUse } from '../log-store.ts';
import { replaceFile } from '../../replace-file.ts';

const folderOf = (path: string): string => `${path}.policies`;
/** A digest comes from outside: it is never a path. */
const fileOf = (path: string, digest: string): string => join(folderOf(path), `${encodeURIComponent(digest)}.json`);

/** Remembers a policy set in a file by its digest; what is there already gets one more use. */
export async function archivePolicy(path: string, policy: ArchivedPolicy): Promise<void> {
  const known = await policyOf(path, policy.digest);
  const uses = new Map([...(known?.uses ?? []), ...policy.uses].map((use) => [nameOf(use), use]));
  if (known !== undefined && uses.size === known.uses.length) return;
  await mkdir(folderOf(path), { recursive: true, mode: 0o700 });
  const sorted = [...uses.values()].sort((a, b) => a.time - b.time || (nameOf(a) < nameOf(b) ? -1 : 1));
  await replaceFile(fileOf(path, policy.digest), [
    `${JSON.stringify({ ...(known ?? policy), uses: sorted }, null, 2)}\n`,
  ]);
}

const nameOf = ({ time, what, by }: PolicyUse): string => `${time} ${what} ${by}`;

/** Every policy set, without its texts; the one that was used first comes first. */
export async function policiesOf(path: string): Promise<Awaited<ReturnType<LogStore['policies']>>> {
  const names = await readdir(folderOf(path)).catch(ifMissing([]));
  const files = names.filter((name) => name.endsWith('.json')).map((name) => readPolicy(join(folderOf(path), name)));
  const policies = (await Promise.all(files)).filter((policy) => policy !== undefined);
  return policies
    .map(({ table: _table, files: _files, ...head }) => head)
    .sort((a, b) => (a.uses[0]?.time ?? 0) - (b.uses[0]?.time ?? 0));
}

/** One policy set, whole. */
export const policyOf = (path: string, digest: string): Promise<ArchivedPolicy | undefined> =>
  readPolicy(fileOf(path, digest));

async function readPolicy(file: string): Promise<ArchivedPolicy | undefined> {
  const text = await readFile(file, 'utf8').catch(ifMissing(undefined));
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as ArchivedPolicy; // sound: we wrote it
  } catch (cause) {
    throw new AssayError('ERR_LOG_CORRUPT', `\`${file}\` is damaged: expected JSON`, { cause });
  }
}

/** A name that is too long is no file either. */
const ifMissing =
  <T>(otherwise: T) =>
  (cause: unknown): T => {
    if (isErrno(cause, 'ENOENT') || isErrno(cause, 'ENAMETOOLONG')) return otherwise;
    throw cause;
  };
