// SPDX-License-Identifier: Apache-2.0

/** Raised with every change an older version could not work with. */
export const SCHEMA_VERSION = 1;

/** What items are numbered by (`expires`): seconds since 1970, after which DynamoDB drops an entry. */
export const TTL_ATTRIBUTE = 'expires';

export type IndexName = 'by-time' | 'by-shape' | 'by-subject' | 'pending';

/** A key of the table, or of an index: both attributes are texts. */
export interface KeyDefinition {
  readonly partition: string;
  readonly sort: string;
}

export interface IndexDefinition extends KeyDefinition {
  readonly name: IndexName;
  readonly projection: 'ALL' | 'KEYS_ONLY';
}

/** All a table is made of, whatever it is made with. */
export interface TableDefinition {
  readonly key: KeyDefinition;
  readonly indexes: readonly IndexDefinition[];
  readonly ttl: string;
}

/**
 * The table of a log. What is asked for is read from an index that holds whole entries: an index of keys would read each entry twice. `pending` holds only
 * what is not in the tree yet. Pure.
 */
export const tableDefinition = (): TableDefinition => ({
  key: { partition: 'pk', sort: 'sk' },
  indexes: [
    { name: 'by-time', partition: 'byTime', sort: 'order', projection: 'ALL' },
    { name: 'by-shape', partition: 'byShape', sort: 'order', projection: 'ALL' },
    { name: 'by-subject', partition: 'bySubject', sort: 'order', projection: 'ALL' },
    { name: 'pending', partition: 'pending', sort: 'order', projection: 'KEYS_ONLY' },
  ],
  ttl: TTL_ATTRIBUTE,
});
