// SPDX-License-Identifier: Apache-2.0
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isObject, own } from '@assay/core/model';
import type { Aggregate } from '@assay/log/replay';
import type { Question } from '@assay/log/store';
import { errorCode } from '../error-code.ts';
import { Failure } from '../failure.ts';

/** How far a replay has come. */
export interface Position {
  /** What is asked, its times fixed when it began. */
  readonly question: Question;
  /** `next` of the last page; absent at the beginning, and at the end. */
  readonly after?: string;
  readonly isDone: boolean;
  readonly entries: number;
  readonly aggregate: Aggregate;
}

interface State extends Position {
  readonly assay: 'replay';
  readonly version: typeof STATE_VERSION;
  /** A digest of everything the answer depends on. */
  readonly bound: string;
}

const STATE_VERSION = 1;

/** Where an earlier run ended; undefined where there is no file. Throws ERR_REPLAY for a file that is of something else. */
export function readState(path: string, bound: string, subject: string): Position | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined;
    throw new Failure('ERR_FILE_READ', `could not be read (${errorCode(cause) ?? 'unknown reason'})`, {
      subject,
      cause,
    });
  }
  const state = parse(text);
  const help = 'name another file, or remove this one to begin again';
  if (!isState(state)) throw new Failure('ERR_REPLAY', 'expected the state of a replay', { subject, help });
  if (state.version !== STATE_VERSION)
    throw new Failure('ERR_REPLAY', 'the state of a replay was written by another version', { subject, help });
  if (state.bound !== bound)
    throw new Failure('ERR_REPLAY', 'the state is of a replay with other policies, another log or another question', {
      subject,
      help,
    });
  return state;
}

/** Writes how far a replay has come; whoever reads it sees what was there before, or all of it. Throws ERR_FILE_WRITE. */
export function writeState(path: string, bound: string, position: Position, subject: string): void {
  const state: State = { assay: 'replay', version: STATE_VERSION, bound, ...position };
  const beside = `${path}.${process.pid}.new`;
  try {
    // for its owner only: ids of records and names of clients are inside
    const file = openSync(beside, 'w', 0o600);
    try {
      writeFileSync(file, JSON.stringify(state));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (cause) {
    const reason = errorCode(cause) ?? 'unknown reason';
    throw new Failure('ERR_FILE_WRITE', `could not be written (${reason})`, { subject, cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Nobody writes such a file but us; what is looked at is whether it is one, and whole. */
const isState = (value: unknown): value is State =>
  isObject(value) &&
  own(value, 'assay') === 'replay' &&
  isObject(own(value, 'aggregate')) &&
  isObject(own(value, 'question'));
