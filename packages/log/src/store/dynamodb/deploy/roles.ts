// SPDX-License-Identifier: Apache-2.0
import type { IndexName } from '../definition.ts';
import { PARTITIONS } from '../keys.ts';

/** What somebody may do with the table: a policy that is attached to whom it is needed by. */
export interface Role {
  readonly name: 'Writer' | 'Reader' | 'Sealer' | 'Keeper';
  /** A sentence without its full stop. */
  readonly says: string;
  readonly statements: readonly RoleStatement[];
}

export interface RoleStatement {
  readonly sid: string;
  /** Of the service `dynamodb`. */
  readonly actions: readonly string[];
  /** Beside the table itself. */
  readonly indexes: readonly IndexName[];
  /** Of the table, as patterns; absent: all. */
  readonly partitions?: readonly string[];
}

const QUESTIONS: readonly IndexName[] = ['by-time', 'by-shape', 'by-subject'];

const read = (indexes: readonly IndexName[]): RoleStatement => ({
  sid: 'ReadLog',
  actions: ['BatchGetItem', 'Query'],
  indexes,
});
const change = (...actions: readonly string[]): RoleStatement => ({ sid: 'ChangeLog', actions, indexes: [] });

/** The partitions a writer needs, as patterns: its entries, and what they are found by. */
export const WRITER_PARTITIONS: readonly string[] = [
  'E#*',
  'TERM#*',
  PARTITIONS.shapes,
  PARTITIONS.days,
  PARTITIONS.meta,
];

/** Each may do the least its part takes. */
export const ROLES: readonly Role[] = [
  {
    name: 'Writer',
    says: 'Writes records, and reads none but the one it would write twice: for functions and hosts that only log',
    statements: [
      {
        sid: 'WriteLog',
        actions: ['GetItem', 'PutItem'],
        indexes: [],
        partitions: WRITER_PARTITIONS,
      },
    ],
  },
  {
    name: 'Reader',
    says: 'Asks the log, and changes nothing: for auditors, exports and replays',
    statements: [read(QUESTIONS)],
  },
  {
    name: 'Sealer',
    says: 'Writes, asks, archives policies and puts records into the tree: for hosts that seal the log',
    statements: [read([...QUESTIONS, 'pending']), change('GetItem', 'PutItem', 'UpdateItem')],
  },
  {
    name: 'Keeper',
    says: 'Also drops days and erases people: for whoever is responsible for retention',
    statements: [read([...QUESTIONS, 'pending']), change('DeleteItem', 'GetItem', 'PutItem', 'UpdateItem')],
  },
];
