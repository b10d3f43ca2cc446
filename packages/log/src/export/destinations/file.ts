// SPDX-License-Identifier: Apache-2.0
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AssayError } from '@assay/core/errors';
import { createParquet } from '../formats/parquet.ts';
import type { Destination, DestinationOptions } from './destination.ts';
import { linesOf } from './part.ts';

/** A file: lines are added to what is there; Parquet is written anew, and there once it is whole. */
export async function openFile(path: string, { format }: DestinationOptions): Promise<Destination> {
  await mkdir(dirname(path), { recursive: true });
  if (format === 'parquet') return openParquetFile(path);
  const file = await open(path, 'a', 0o600);
  return {
    place: path,
    limits: { items: 1000, bytes: 8 << 20 },
    send: async (batch) => {
      await file.appendFile(linesOf(batch, format), 'utf8');
      await file.datasync();
    },
    close: () => file.close(),
  };
}

async function openParquetFile(path: string): Promise<Destination> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (isThere) throw new AssayError('ERR_FILE_EXISTS', `\`${path}\` is in the way: a Parquet file is not added to`);
  const temporary = `${path}.next`;
  await rm(temporary, { force: true });
  await (await open(temporary, 'w', 0o600)).close(); // for its owner only
  const parquet = await createParquet(temporary);
  return {
    place: path,
    limits: { items: 20_000, bytes: 32 << 20 },
    isSafeAtClose: true,
    send: async (batch) => parquet.write(batch.map(({ item }) => item)),
    abandon: () => rm(temporary, { force: true }),
    close: async () => {
      parquet.finish();
      const file = await open(temporary, 'r+');
      await file.sync();
      await file.close();
      await rename(temporary, path);
    },
  };
}

/** Standard output. */
export async function openStdout(_to: string, { format, ports }: DestinationOptions): Promise<Destination> {
  if (format === 'parquet') throw new AssayError('ERR_EXPORT', 'Parquet goes into a file, a folder or a bucket');
  return {
    place: '-',
    limits: { items: 500, bytes: 1 << 20 },
    send: (batch) => ports.writeOut(linesOf(batch, format)),
    close: async () => {},
  };
}
