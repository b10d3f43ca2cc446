// SPDX-License-Identifier: Apache-2.0
import { isAssayError } from '@assay/core/errors';
import { openTable } from '@assay/core/pdp';
import type { ArchivedPolicy } from '@assay/log/store';
import { compileProject, parseProject } from '@assay/policy';
import { sha256 } from '../sha256.ts';
import { archiveOf } from './archive-of.ts';

/**
 * What an archived policy set is, held against its digest. `unknown`: its table is of another version of the language, and the compiler at hand cannot come to it again.
 */
export type Genuineness = 'genuine' | 'table-differs' | 'files-differ' | 'unknown';

/**
 * Whether an archived policy set is what its digest says: the table has that digest, and the files compile to it. What is not in the table (comments, the settings of
 * sources, of targets and of the log, the revision, the uses) is not held by the digest. Pure, never throws.
 */
export function checkArchived(archived: ArchivedPolicy): Genuineness {
  const table = checkArchivedTable(archived);
  if (table !== 'genuine') return table;
  return hasItsFiles(archived) ? 'genuine' : 'files-differ';
}

/** Whether the table of an archived policy set has its digest; the files are not read. Pure, never throws. */
export function checkArchivedTable({ digest, table }: Pick<ArchivedPolicy, 'digest' | 'table'>): Genuineness {
  try {
    return openTable(table, sha256).digest === digest ? 'genuine' : 'table-differs';
  } catch (error) {
    // the digest is compared before the table is read: what this version cannot read has a digest of its own
    const isUnread = isAssayError(error) && (error.code === 'ERR_TABLE_VERSION' || error.code === 'ERR_TABLE_INVALID');
    return isUnread && table.startsWith(`{"digest":"${digest}",`) ? 'unknown' : 'table-differs';
  }
}

function hasItsFiles({ digest, project: name, files }: ArchivedPolicy): boolean {
  if (!isTexts(files)) return false;
  // data of static sources is not archived, and not in the table
  const { project } = parseProject((path) => (Object.hasOwn(files, path) ? files[path] : '{}'));
  const compiled = project && compileProject(project).compiled;
  if (compiled?.digest !== digest || project?.name !== name) return false;
  // a file that nothing of the project names would be shown, and is in no digest
  const known = archiveOf(project, compiled, { time: 0, what: 'loaded', by: '' }).files;
  return Object.keys(files).every((path) => Object.hasOwn(known, path));
}

/** Who edits a store need not write what a store writes. */
const isTexts = (files: unknown): files is Readonly<Record<string, string>> =>
  typeof files === 'object' && files !== null && Object.values(files).every((text) => typeof text === 'string');
