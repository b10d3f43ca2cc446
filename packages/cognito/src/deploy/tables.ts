// SPDX-License-Identifier: Apache-2.0
import { TABLE_ACTIONS } from './facts.ts';
import { ACCESSES, type CognitoFilesOptions } from './options.ts';

/** What the function may do with tables: one statement for each access that is used, with its tables in the order of their names. */
export interface TableStatement {
  readonly sid: string;
  readonly action: string;
  readonly tables: readonly string[];
}

/** The least the artefact needs of its tables. Pure. */
export function tableStatements({ tables }: Pick<CognitoFilesOptions, 'tables'>): readonly TableStatement[] {
  return ACCESSES.map((access) => ({
    ...TABLE_ACTIONS[access],
    tables: inOrder(tables.filter((table) => table.access.includes(access)).map(({ name }) => name)),
  })).filter((statement) => statement.tables.length > 0);
}

/** Each once, in the order of their code units, so that the same needs are the same bytes. */
export const inOrder = (names: readonly string[]): readonly string[] => [...new Set(names)].toSorted();
