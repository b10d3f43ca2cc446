// SPDX-License-Identifier: Apache-2.0
import { TABLE_ACTIONS } from './facts.ts';
import { ACCESSES, type CognitoFilesOptions, type TableUse } from './options.ts';

/** What the function may do with tables: one statement for each access that is used, with its tables in order. */
export interface TableStatement {
  readonly sid: string;
  readonly action: string;
  readonly tables: readonly Pick<TableUse, 'name' | 'region'>[];
  /** Patterns of the partition keys it is bound to. */
  readonly partitions?: readonly string[];
}

/** The least the artefact needs of its tables. Pure. */
export function tableStatements({ tables }: Pick<CognitoFilesOptions, 'tables'>): readonly TableStatement[] {
  return ACCESSES.flatMap((access) => {
    const { sid, sidOfPart, action } = TABLE_ACTIONS[access];
    const used = tables.filter((table) => table.access.includes(access));
    const whole = { sid, action, tables: distinct(used.filter(({ partitions }) => partitions === undefined)) };
    const parts = used
      .filter(({ partitions }) => partitions !== undefined)
      .map(({ partitions = [], ...table }, at) => ({
        sid: `${sidOfPart}${at === 0 ? '' : at + 1}`,
        action,
        tables: distinct([table]),
        partitions,
      }));
    return [...(whole.tables.length > 0 ? [whole] : []), ...parts];
  });
}

function distinct(tables: readonly TableUse[]): TableStatement['tables'] {
  const byKey = new Map(tables.map((table) => [`${table.name} ${table.region ?? ''}`, table])); // names have no spaces
  return inOrder([...byKey.keys()]).flatMap((key) => byKey.get(key) ?? []);
}

/** Each once, in the order of their code units, so that the same needs are the same bytes. */
export const inOrder = (names: readonly string[]): readonly string[] => [...new Set(names)].toSorted();
