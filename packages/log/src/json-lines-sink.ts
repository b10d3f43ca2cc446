// SPDX-License-Identifier: Apache-2.0
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AssayError } from '@assay/core/errors';
import type { DecisionRecord, DecisionSink } from '@assay/core/log';

/** A sink over one file. */
export interface JsonLinesSink extends DecisionSink {
  close(): Promise<void>;
}

/**
 * A sink that appends one line of JSON per record and brings it to the disk before it answers. The file is opened at the first record, readable
 * by its owner only, and its folder made. Rejects with ERR_SINK_WRITE; the next record tries again.
 */
export function createJsonLinesSink(path: string): JsonLinesSink {
  let opened: Promise<FileHandle> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const append = async (line: string): Promise<void> => {
    try {
      opened ??= openFile(path);
      const file = await opened;
      await file.appendFile(line, 'utf8');
      await file.datasync();
    } catch (cause) {
      opened = undefined;
      throw new AssayError('ERR_SINK_WRITE', `decision log \`${path}\` could not be written`, { cause });
    }
  };

  return {
    name: 'jsonl',
    write(record: DecisionRecord) {
      const line = `${JSON.stringify(record)}\n`;
      // one at a time: a line is never torn by another
      const writing = last.then(() => append(line));
      last = writing.catch(() => undefined);
      return writing;
    },
    async flush() {
      await last;
    },
    async close() {
      await last;
      await (await opened?.catch(() => undefined))?.close();
      opened = undefined;
    },
  };
}

async function openFile(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true });
  return open(path, 'a', 0o600);
}
