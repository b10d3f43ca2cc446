// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { isErrno } from '../is-errno.ts';
import type { Content } from '../entry/entry.ts';
import type { Target } from './target.ts';

/** Where records wait that a target did not take. */
export interface Spill {
  /** Resolves once they are on the disk. */
  add(contents: readonly Content[]): Promise<void>;
}

/** A file of JSON lines, for its owner only. */
export function createSpill(path: string): Spill {
  let last: Promise<unknown> = Promise.resolve();
  const append = async (text: string): Promise<void> => {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a', 0o600);
    try {
      await file.appendFile(text, 'utf8');
      await file.datasync();
    } finally {
      await file.close();
    }
  };
  return {
    add: (contents) => {
      // a line break first: should the last line be torn, it is that alone
      const text = `\n${contents.map((content) => JSON.stringify(content)).join('\n')}\n`;
      const adding = last.then(() => append(text));
      last = adding.catch(() => undefined);
      return adding;
    },
  };
}

const BATCH = 200;

/**
 * Writes what was spilled to the target, and removes the file once all of it is safe. What is added meanwhile is kept for the next time. Returns how many were
 * written, and how many lines were torn: their records were never acknowledged.
 */
export async function drainSpill(
  path: string,
  target: Pick<Target, 'append'>,
): Promise<{ readonly written: number; readonly torn: number }> {
  const draining = `${path}.draining`;
  let written = 0;
  let torn = 0;
  // one that was left behind by a crash comes first
  for (const take of [false, true]) {
    if (take) await rename(path, draining).catch(ignoreMissing);
    for await (const { contents, torn: bad } of batchesOf(draining)) {
      if (contents.length > 0) await target.append(contents);
      written += contents.length;
      torn += bad;
    }
    await rm(draining, { force: true });
  }
  return { written, torn };
}

async function* batchesOf(
  path: string,
): AsyncGenerator<{ readonly contents: readonly Content[]; readonly torn: number }> {
  const input = createReadStream(path, 'utf8');
  const isThere = await new Promise<boolean>((resolve, reject) => {
    input.once('open', () => resolve(true));
    input.once('error', (cause) => (isErrno(cause, 'ENOENT') ? resolve(false) : reject(cause)));
  });
  if (!isThere) return;
  let contents: Content[] = [];
  let torn = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === '') continue;
    const content = parse(line);
    if (content === undefined) torn++;
    else contents.push(content);
    if (contents.length < BATCH) continue;
    yield { contents, torn };
    contents = [];
    torn = 0;
  }
  yield { contents, torn };
}

function parse(line: string): Content | undefined {
  try {
    return JSON.parse(line) as Content; // sound: the sink wrote it
  } catch {
    return undefined;
  }
}

function ignoreMissing(cause: unknown): void {
  if (!isErrno(cause, 'ENOENT')) throw cause;
}
