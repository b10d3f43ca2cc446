// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { AssayError } from '@assay/core/errors';
import type { StoredEntry } from '../entry/entry.ts';
import { isErrno, isSystemError } from '../is-errno.ts';
import { syncFolder } from '../replace-file.ts';
import type { LogStore } from '../store/log-store.ts';
import type { Exported } from './plan.ts';

/** What lies beside an export, in a file of its own. */
export interface Manifest extends Exported {
  readonly version: 1;
  readonly day: string;
  /** The name of the export, in the same folder. */
  readonly file: string;
}

/**
 * Writes the entries of a day to `<day>.jsonl.gz` in a folder, and `<day>.json` beside it; what openings say of people is in it. What is there already stays: entries that
 * came later go to `<day>.2.jsonl.gz`. Durable once it resolves. Rejects with ERR_EXPORT.
 */
export async function exportDay(store: LogStore, day: string, folder: string): Promise<Exported> {
  const temporary = join(folder, `.${day}.jsonl.gz.next`);
  try {
    await mkdir(folder, { recursive: true });
    const entries = await write(store, day, temporary);
    const digest = await digestOf(temporary);
    const stem = await freeStem(folder, day, digest);
    const manifest: Manifest = { version: 1, day, file: `${stem}.jsonl.gz`, entries, digest };
    await rename(temporary, join(folder, manifest.file));
    await writeFile(join(folder, `.${stem}.json.next`), `${JSON.stringify(manifest, undefined, 2)}\n`, {
      mode: 0o600,
      flush: true,
    });
    await rename(join(folder, `.${stem}.json.next`), join(folder, `${stem}.json`));
    await syncFolder(folder);
    return { digest, entries };
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw isSystemError(cause)
      ? new AssayError('ERR_EXPORT', `the export of ${day} could not be written (${cause.code})`, { cause })
      : cause;
  }
}

/** What was exported of a day, by the newest manifest whose file is there and has its digest. */
export async function exportOf(day: string, folder: string): Promise<Exported | undefined> {
  let found: Exported | undefined;
  for (let number = 1; ; number++) {
    const manifest = await readManifest(folder, stemOf(day, number));
    if (manifest === undefined) return found;
    if ((await digestOf(join(folder, manifest.file)).catch(() => undefined)) === manifest.digest)
      found = { digest: manifest.digest, entries: manifest.entries };
  }
}

const stemOf = (day: string, number: number): string => (number === 1 ? day : `${day}.${number}`);

/** The first name that is free, or has the same contents. */
async function freeStem(folder: string, day: string, digest: string): Promise<string> {
  for (let number = 1; ; number++) {
    const path = join(folder, `${stemOf(day, number)}.jsonl.gz`);
    const isFree = await access(path).then(
      () => false,
      () => true,
    );
    if (isFree || (await digestOf(path)) === digest) return stemOf(day, number);
  }
}

async function readManifest(folder: string, stem: string): Promise<Manifest | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, `${stem}.json`), 'utf8')) as Manifest; // sound: we wrote it
  } catch (cause) {
    if (isErrno(cause, 'ENOENT') || isErrno(cause, 'ENOTDIR')) return undefined;
    throw new AssayError('ERR_EXPORT', `the manifest \`${stem}.json\` could not be read`, { cause });
  }
}

async function write(store: LogStore, day: string, path: string): Promise<number> {
  let entries = 0;
  const lines = async function* (): AsyncGenerator<string> {
    for await (const entry of entriesOfDay(store, day)) {
      entries++;
      yield lineOf(entry);
    }
  };
  // the same entries make the same bytes: gzip has no time in it
  await pipeline(lines, createGzip(), createWriteStream(path, { mode: 0o600, flush: true }));
  return entries;
}

/** All of an entry but its leaf, which follows from the body. */
const lineOf = ({ leaf: _leaf, ...entry }: StoredEntry): string => `${JSON.stringify(entry)}\n`;

const DAY_MS = 86_400_000;

async function* entriesOfDay(store: LogStore, day: string): AsyncGenerator<StoredEntry> {
  if (store.partition !== undefined) return yield* store.partition(day);
  const since = Date.parse(day);
  const question = { since, until: since + DAY_MS };
  for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const page = await store.page(question, { limit: 500, order: 'oldest', ...(after !== undefined && { after }) });
    yield* page.entries;
    after = page.next;
  }
}

async function digestOf(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path)) digest.update(chunk as Buffer); // sound: no encoding was set
  return digest.digest('hex');
}
