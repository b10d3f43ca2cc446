// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDestination } from './destinations.ts';
import type { DestinationOptions } from './destination.ts';

const OPTIONS: DestinationOptions = {
  format: 'jsonl',
  ports: { env: {}, fetch, sleep: () => Promise.resolve(), writeOut: () => Promise.resolve() },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-export-'));
  writeFileSync(join(folder, 'file'), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each(['file/below', '.'])('what the disk refuses at `%s` is a coded error', async (place) => {
  await expect(openDestination(join(folder, place), OPTIONS)).rejects.toMatchObject({
    name: 'AssayError',
    code: 'ERR_EXPORT',
    message: expect.stringMatching(/could not be written \((?:ENOTDIR|EEXIST|EISDIR)\)$/) as string,
  });
});
