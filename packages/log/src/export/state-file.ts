// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { AssayError } from '@assay/core/errors';
import { isObject } from '@assay/core/model';
import { isErrno } from '../is-errno.ts';
import { replaceFile } from '../replace-file.ts';

/** How far an export has come. */
export interface ExportState {
  readonly format: string;
  readonly to: string;
  /** The log it is of. */
  readonly log: string;
  /** The position to go on from. */
  readonly next: number;
}

/** What an earlier export left; undefined where there was none. Throws ERR_EXPORT for a file of something else. */
export async function readState(path: string, expected: Omit<ExportState, 'next'>): Promise<number | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (isErrno(cause, 'ENOENT')) return undefined;
    throw new AssayError('ERR_EXPORT', `the state \`${path}\` could not be read`, { cause });
  }
  const state = parse(text);
  if (state === undefined) throw new AssayError('ERR_EXPORT', `\`${path}\` is no state of an export`);
  for (const name of ['format', 'to', 'log'] as const)
    if (state[name] !== expected[name])
      throw new AssayError(
        'ERR_EXPORT',
        `the state \`${path}\` is of another export: its \`${name}\` is \`${state[name]}\``,
      );
  return state.next;
}

/** Keeps how far it has come, durably. */
export async function writeState(path: string, state: ExportState): Promise<void> {
  try {
    await replaceFile(path, [`${JSON.stringify(state)}\n`]);
  } catch (cause) {
    throw new AssayError('ERR_EXPORT', `the state \`${path}\` could not be written`, { cause });
  }
}

function parse(text: string): ExportState | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return undefined;
    const { format, to, log, next } = value;
    const isNumber = Number.isSafeInteger(next) && Number(next) >= 0;
    if (typeof format !== 'string' || typeof to !== 'string' || typeof log !== 'string' || !isNumber) return undefined;
    return { format, to, log, next: Number(next) };
  } catch {
    return undefined;
  }
}
