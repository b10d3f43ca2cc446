// SPDX-License-Identifier: Apache-2.0
import { zipSync, type Zippable, type ZipOptions } from 'fflate';
import type { BundledFile } from './bundle.ts';

/** The beginning of the time of zip files: the same files always give the same bytes, whenever they were zipped. */
const MTIME = new Date(1980, 0, 1);

/** Unix, a plain file that anyone may read: a function that may not read its own code does not start. */
const OPTIONS: ZipOptions = { level: 9, mtime: MTIME, os: 3, attrs: (0o100644 << 16) >>> 0 };

/** The files as one zip, in the order of their names. */
export function zipOf(files: readonly BundledFile[]): Uint8Array {
  const sorted = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const entries: Zippable = Object.fromEntries(sorted.map(({ name, bytes }) => [name, [bytes, OPTIONS]]));
  return zipSync(entries);
}
