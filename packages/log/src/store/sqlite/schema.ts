// SPDX-License-Identifier: Apache-2.0

/** Raised with every change an older version could not work with. */
export const SCHEMA_VERSION = 1;

/** Bytes of `application_id`: "Assa". */
export const APPLICATION_ID = 0x41737361;

/**
 * `entry.position` is its leaf in the tree: entries are put there in the order they are committed. `leaf` is the hash of the body as it was written, by which a change is
 * found at the entry and the tree is built without reading bodies; in `dropped` it outlives the entry.
 * Of a shape there is one row, and a question is first answered by `term`.
 */
export const SCHEMA: string = `
CREATE TABLE shape (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;
CREATE TABLE term (term TEXT NOT NULL, shape INTEGER NOT NULL, PRIMARY KEY (term, shape)) STRICT, WITHOUT ROWID;
CREATE TABLE writer (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE entry (
  position INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  time INTEGER NOT NULL,
  subject TEXT,
  shape INTEGER NOT NULL,
  writer INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  leaf BLOB NOT NULL,
  body TEXT NOT NULL,
  openings TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX entry_key ON entry (key);
CREATE INDEX entry_subject ON entry (subject, time) WHERE subject IS NOT NULL;
CREATE INDEX entry_shape ON entry (shape, time);
CREATE INDEX entry_time ON entry (time);
CREATE TABLE dropped (position INTEGER PRIMARY KEY, key TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note TEXT NOT NULL, frontier TEXT NOT NULL, time INTEGER NOT NULL) STRICT;
CREATE TABLE policy (digest TEXT PRIMARY KEY, project TEXT NOT NULL, "table" TEXT NOT NULL, files TEXT NOT NULL, revision TEXT) STRICT;
CREATE TABLE policy_use (digest TEXT NOT NULL, time INTEGER NOT NULL, what TEXT NOT NULL, by TEXT NOT NULL, PRIMARY KEY (digest, time, what, by)) STRICT, WITHOUT ROWID;
PRAGMA application_id = ${APPLICATION_ID};
PRAGMA user_version = ${SCHEMA_VERSION};
`;
