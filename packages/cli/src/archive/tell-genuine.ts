// SPDX-License-Identifier: Apache-2.0
import type { ArchivedPolicy } from '@assay/log/store';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { checkArchived, type Genuineness } from './check-archived.ts';

/** Why the files of an archived policy set are not to be believed. */
export const NOT_GENUINE: Readonly<Record<Exclude<Genuineness, 'genuine'>, string>> = {
  'table-differs': 'the archived table is not the one of this digest: somebody edited the archive',
  'files-differ': 'the archived files do not compile to this digest: somebody edited the archive',
  unknown: 'its table is of another version of the language, and whether the files are its own cannot be told',
};

/** As `--json` says it: null where it cannot be told. */
export const genuineJson = (found: Genuineness): boolean | null => (found === 'unknown' ? null : found === 'genuine');

/** Warns on standard error of an archived policy set that is not what its digest says. Throws ERR_LOG_CORRUPT where even the table is another. */
export function tellGenuine(archived: ArchivedPolicy, io: Pick<Io, 'stderr'>): Genuineness {
  const found = checkArchived(archived);
  if (found === 'table-differs') throw corruptTable(archived.digest);
  warnOf(archived.digest, found, io);
  return found;
}

/** The warning of what was found, where there is one. */
export function warnOf(digest: string, found: Genuineness, { stderr }: Pick<Io, 'stderr'>): void {
  if (found !== 'genuine') stderr.write(`assay: warning: \`${digest}\`: ${NOT_GENUINE[found]}\n`);
}

/** What is thrown for a table that has another digest than it is archived under. */
export const corruptTable = (digest: string): Failure =>
  new Failure('ERR_LOG_CORRUPT', `\`${digest}\`: ${NOT_GENUINE['table-differs']}`);
