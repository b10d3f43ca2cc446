// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cognitoFiles, type CognitoFilesOptions } from '@assay/cognito/deploy';
import { strToU8, zipSync } from 'fflate';

export const DIGEST = `sha256-${'0123456789abcdef'.repeat(4)}`;

const BASE = { name: 'my-pool', digest: DIGEST } as const;

/** An artefact without needs, and one with all of them. */
export const PLAIN: CognitoFilesOptions = { ...BASE, eventVersion: 3, tables: [], secrets: [] };
export const FULL: CognitoFilesOptions = {
  ...BASE,
  eventVersion: 2,
  tables: [
    { name: 'staff', access: ['read'] },
    { name: 'decisions', access: ['write'] },
    { name: 'accounts', region: 'eu-central-1', access: ['read', 'write'] },
    { name: 'assay-log', access: ['read', 'write'], partitions: ['E#*', 'SHAPE'] },
  ],
  secrets: ['STAFF_API_KEY', 'CRM_KEY'],
};

/** By what makes the files differ. */
export const VARIANTS: Readonly<Record<string, CognitoFilesOptions>> = {
  'no tables, event version 3': PLAIN,
  'no tables, event version 1': { ...PLAIN, eventVersion: 1 },
  'one table that is read and a secret, event version 3': {
    ...PLAIN,
    tables: [{ name: 'staff', access: ['read'] }],
    secrets: ['STAFF_API_KEY'],
  },
  'tables that are read and written and two secrets, event version 2': FULL,
  'secrets whose parameters would have one name, and another size': {
    ...PLAIN,
    secrets: ['A_KEY', 'AKEY', 'A__KEY'],
    memoryMb: 1024,
  },
};

/** Writes the folder as `assay build` does: what is to be tested, and a function that is not. */
export function writeFolder(folder: string, options: CognitoFilesOptions): void {
  const files = cognitoFiles(options);
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const source = 'export const handler = async (event) => event;\n';
  writeFileSync(join(folder, 'index.mjs'), source);
  // a date within what zip files can say, so that the bytes are the same each time
  writeFileSync(join(folder, 'function.zip'), zipSync({ 'index.mjs': strToU8(source) }, { mtime: '1980-01-01' }));
}
