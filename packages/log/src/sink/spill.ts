// SPDX-License-Identifier: Apache-2.0
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { isAssayError } from '@assay/core/errors';
import { isErrno } from '../is-errno.ts';
import type { Content } from '../entry/entry.ts';
import type { Target } from './target.ts';

/** Where records wait that a target did not take: a file of one process alone. */
export interface Spill {
  /** Resolves once they are on the disk. */
  add(contents: readonly Content[]): Promise<void>;
  /**
   * Writes what waits to a target, and forgets what is safe. A record the target will never take (ERR_RECORD_INVALID) is set aside in a file of its own, and told as a
   * loss. Tells how many were written, how many set aside, and how many lines were torn: their records were never acknowledged. Rejects as the target does; all of it waits on.
   */
  drain(target: Pick<Target, 'append'>): Promise<Drained>;
}

export interface Drained {
  readonly written: number;
  readonly refused: number;
  readonly torn: number;
}

/** A file of JSON lines, for its owner only. */
export function createSpill(path: string, clock: () => number = Date.now): Spill {
  // INVARIANT: nothing is added while the file is moved, or it could be removed with what was just added
  let last: Promise<unknown> = Promise.resolve();
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const working = last.then(work);
    last = working.catch(() => undefined);
    return working;
  };
  // a line break first: should the last line be torn, it is that alone
  const add = (contents: readonly Content[]): Promise<void> => alone(() => append(path, `\n${linesOf(contents)}`));
  return {
    add,
    drain: async (target) => {
      const draining = `${path}.draining`;
      await alone(() => moveBehind(path, draining));
      const aside = `${path}.rejected`;
      return bringHome(draining, target, (refused) => append(aside, linesOf(refused)), clock);
    },
  };
}

/** Behind what a crash left there, or what was never taken: so that nothing of it holds up what came later. Interrupted, some of it is there twice, and is known. */
async function moveBehind(path: string, draining: string): Promise<void> {
  if (!(await isThere(draining))) return rename(path, draining).catch(ignoreMissing);
  if (!(await isThere(path))) return;
  await pipeline(createReadStream(path), createWriteStream(draining, { flags: 'a', flush: true }));
  await rm(path);
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function append(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'a', 0o600);
  try {
    await file.appendFile(text, 'utf8');
    await file.datasync();
  } finally {
    await file.close();
  }
}

const BATCH = 200;

const linesOf = (contents: readonly Content[]): string =>
  contents.map((content) => `${JSON.stringify(content)}\n`).join('');

async function bringHome(
  path: string,
  target: Pick<Target, 'append'>,
  setAside: Spill['add'],
  clock: () => number,
): Promise<Drained> {
  let written = 0;
  let refused = 0;
  let torn = 0;
  for await (const { contents, torn: bad } of batchesOf(path)) {
    const notTaken = contents.length === 0 ? [] : await appendWhatIsTaken(target, contents);
    if (notTaken.length > 0) {
      await setAside(notTaken);
      await target.append(notTaken.flatMap((content) => lossOf(content, clock)));
    }
    written += contents.length - notTaken.length;
    refused += notTaken.length;
    torn += bad;
  }
  await rm(path, { force: true });
  return { written, refused, torn };
}

/** Returns what the target will never take, of which others must not wait. Rejects where it fails otherwise. */
async function appendWhatIsTaken(
  target: Pick<Target, 'append'>,
  contents: readonly Content[],
): Promise<readonly Content[]> {
  try {
    await target.append(contents);
    return [];
  } catch (cause) {
    if (!isAssayError(cause) || cause.code !== 'ERR_RECORD_INVALID') throw cause;
    const [only, ...others] = contents;
    if (only !== undefined && others.length === 0) return [only];
    const refused: Content[] = [];
    for (const content of contents) refused.push(...(await appendWhatIsTaken(target, [content])));
    return refused;
  }
}

function lossOf({ kind, writer, seq }: Content, clock: () => number): readonly Content[] {
  if (kind !== 'decision') return [];
  const time = new Date(clock()).toISOString();
  return [{ kind: 'loss', writer, seq, time, lost: { writer, from: seq, to: seq }, reason: 'ERR_RECORD_INVALID' }];
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
