// SPDX-License-Identifier: Apache-2.0
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAssayError } from '@assay/core/errors';
import type { DecisionRecord } from '@assay/core/log';
import { createJsonLinesSink } from './json-lines-sink.ts';
import { readJsonLines } from './read-json-lines.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A record of which only the id matters here. */
const record = (id: string): DecisionRecord => ({ id, withheld: 'x'.repeat(5000) }) as unknown as DecisionRecord;

async function idsIn(path: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { id } of readJsonLines(path)) ids.push(id);
  return ids;
}

describe('a JSON-lines sink', () => {
  test('has written the record when it answers, one line each, for its owner only', async () => {
    const path = join(folder, 'deep', 'records.jsonl');
    const sink = createJsonLinesSink(path);
    await sink.write(record('a'));
    expect(readFileSync(path, 'utf8')).toBe(`${JSON.stringify(record('a'))}\n`);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await sink.close();
  });

  test('keeps the order, and tears no line, when many write at once', async () => {
    const path = join(folder, 'records.jsonl');
    const sink = createJsonLinesSink(path);
    const ids = Array.from({ length: 200 }, (_, i) => `id-${i}`);
    await Promise.all(ids.map(async (id) => sink.write(record(id))));
    await sink.close();
    expect(await idsIn(path)).toEqual(ids);
  });

  test('adds to what is there', async () => {
    const path = join(folder, 'records.jsonl');
    for (const id of ['a', 'b']) {
      const sink = createJsonLinesSink(path);
      await sink.write(record(id));
      await sink.close();
    }
    expect(await idsIn(path)).toEqual(['a', 'b']);
  });

  test('rejects with a code what it cannot write, and tries again with the next record', async () => {
    const path = join(folder, 'records.jsonl');
    const sink = createJsonLinesSink(path);
    rmSync(folder, { recursive: true });
    appendFileSync(folder, 'a file where the folder should be');
    const failure: unknown = await Promise.resolve(sink.write(record('a'))).catch((error: unknown) => error);
    expect(isAssayError(failure) && failure.code).toBe('ERR_SINK_WRITE');
    rmSync(folder);
    await sink.write(record('b'));
    await sink.close();
    expect(await idsIn(path)).toEqual(['b']);
  });
});

describe('reading records', () => {
  test('passes over a last line that was cut off while it was written', async () => {
    const path = join(folder, 'records.jsonl');
    appendFileSync(path, `${JSON.stringify(record('a'))}\n{"id":"b","wi`);
    expect(await idsIn(path)).toEqual(['a']);
  });

  test('does not pass over a broken line in the middle', async () => {
    const path = join(folder, 'records.jsonl');
    appendFileSync(path, `{"id":"a"\n${JSON.stringify(record('b'))}\n`);
    await expect(idsIn(path)).rejects.toThrow(SyntaxError);
  });
});
