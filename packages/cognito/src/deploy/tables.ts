// SPDX-License-Identifier: Apache-2.0
import { TABLE_ACTIONS } from './facts.ts';
import { ACCESSES, type CognitoFilesOptions, type TableUse } from './options.ts';

/** What the function may do with tables: one statement for each access that is used, with its tables in order. */
export interface TableStatement {
  readonly sid: string;
  readonly action: string;
  readonly tables: readonly Pick<TableUse, 'name' | 'region'>[];
}

/** The least the artefact needs of its tables. Pure. */
export function tableStatements({ tables }: Pick<CognitoFilesOptions, 'tables'>): readonly TableStatement[] {
  return ACCESSES.map((access) => ({
    ...TABLE_ACTIONS[access],
    tables: distinct(tables.filter((table) => table.access.includes(access))),
  })).filter((statement) => statement.tables.length > 0);
}

function distinct(tables: readonly TableUse[]): TableStatement['tables'] {
  const byKey = new Map(tables.map((table) => [`${table.name} ${table.region ?? ''}`, table])); // names have no spaces
  return inOrder([...byKey.keys()]).flatMap((key) => byKey.get(key) ?? []);
}

/** Each once, in the order of their code units, so that the same needs are the same bytes. */
export const inOrder = (names: readonly string[]): readonly string[] => [...new Set(names)].toSorted();
