// SPDX-License-Identifier: Apache-2.0
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DecisionRecord } from '@assay/core/log';
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
