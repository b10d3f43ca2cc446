// SPDX-License-Identifier: Apache-2.0
import { readdirSync, type Dirent } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { filesIn, TEST_FILE } from '@assay/policy';
import { Failure } from '../failure.ts';
import type { Session } from '../session.ts';

/** A file of tests as it was found: its path within the project, with `/`, and its text. */
export interface FoundTests {
  readonly file: string;
  readonly text: string;
}

/** The files of tests of a project: those named, or all `*.test.yaml` below its folder, sorted. Throws ERR_FILE_READ for one that cannot be read, and ERR_USAGE where there is none. */
export function findTests(directory: string, named: readonly string[], { io }: Session): readonly FoundTests[] {
  const files =
    named.length > 0 ? named.map((name) => within(directory, name, io.cwd)) : [...filesBelow(directory, '', 0)];
  if (files.length === 0) {
    const help = 'docs/policy-tests.md has one to begin with';
    throw new Failure('ERR_USAGE', `no \`*.test.yaml\` in ${relative(io.cwd, directory) || '.'}`, { help });
  }
  const read = filesIn(directory);
  return [...new Set(files)].toSorted().map((file) => {
    const text = read(file);
    if (typeof text === 'string') return { file, text };
    throw new Failure('ERR_FILE_READ', text?.message ?? 'does not exist', { subject: file });
  });
}

/** Folders that hold no tests of the project: what is installed, and what tools keep. */
const isOutside = (name: string): boolean => name === 'node_modules' || name.startsWith('.');

/** A project nested deeper is none; it keeps a circle of mounts from being walked for ever. */
const DEEPEST = 32;

function* filesBelow(directory: string, folder: string, depth: number): Generator<string> {
  for (const entry of entriesOf(join(directory, folder))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile() && TEST_FILE.test(entry.name)) yield path;
    else if (isInside(entry, depth)) yield* filesBelow(directory, path, depth + 1);
  }
}

/** Every folder of a project but its own, outermost first. */
export function* foldersBelow(directory: string, depth = 0): Generator<string> {
  for (const entry of entriesOf(directory)) {
    if (!isInside(entry, depth)) continue;
    const folder = join(directory, entry.name);
    yield folder;
    yield* foldersBelow(folder, depth + 1);
  }
}

/** Whether an entry is a folder of the project. Links are not followed: what they lead to is tested where it lies. */
function isInside(entry: Dirent, depth: number): boolean {
  return entry.isDirectory() && !isOutside(entry.name) && depth < DEEPEST;
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // gone since it was listed, or not ours to read
  }
}

/** The path of a file within the project, with `/`. */
function within(directory: string, name: string, cwd: string): string {
  const inside = relative(directory, resolve(cwd, name)).split(sep).join('/');
  if (inside !== '..' && !inside.startsWith('../') && !isAbsolute(inside)) return inside;
  const help = 'a test reads the project it lies in: `--project DIR` names another';
  throw new Failure('ERR_FILE_READ', 'is not in the folder of the project', { subject: name, help });
}
