// SPDX-License-Identifier: Apache-2.0

/** Raised with every change an older version could not work with. */
export const SCHEMA_VERSION = 1;

/**
 * The tables, in the schema `s` (quoted). `entry` has a partition for each day, and `day` says which there are and between which times their entries lie;
 * `subject_day` and `shape_day` say where to look, so that what is rare is found without asking every day.
 * `entry.day` follows from the key, so that a key is there once; where it does not, `odd_key` remembers it. `subject` and `term` are digests: texts of any length
 * and any character can be looked up. What was appended waits in `pending` until it is put into the tree; `leaf` outlives the entries.
 * Of `entry` the key comes first in the primary key: by the day first, a server without statistics reads all of it for every question.
 */
export const schemaOf = (s: string): string => `
CREATE TABLE ${s}.shape (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, digest text COLLATE "C" NOT NULL UNIQUE, body text NOT NULL);
CREATE TABLE ${s}.term (term bytea NOT NULL, shape integer NOT NULL, PRIMARY KEY (term, shape));
CREATE TABLE ${s}.day (day date PRIMARY KEY, first bigint NOT NULL, last bigint NOT NULL);
CREATE TABLE ${s}.subject_day (subject bytea NOT NULL, day date NOT NULL, PRIMARY KEY (subject, day));
CREATE TABLE ${s}.shape_day (shape integer NOT NULL, day date NOT NULL, PRIMARY KEY (shape, day));
CREATE TABLE ${s}.odd_key (key text COLLATE "C" PRIMARY KEY, day date NOT NULL);
CREATE SEQUENCE ${s}.entry_id;
CREATE TABLE ${s}.entry (
  id bigint NOT NULL DEFAULT nextval('${s}.entry_id'),
  day date NOT NULL,
  key text COLLATE "C" NOT NULL,
  time bigint NOT NULL,
  subject bytea,
  shape integer NOT NULL,
  writer text NOT NULL,
  seq bigint NOT NULL,
  body text NOT NULL,
  openings text NOT NULL,
  PRIMARY KEY (key, day)
) PARTITION BY RANGE (day);
CREATE INDEX entry_subject ON ${s}.entry (subject, time) WHERE subject IS NOT NULL;
CREATE INDEX entry_shape ON ${s}.entry (shape, time);
CREATE INDEX entry_time ON ${s}.entry (time);
CREATE TABLE ${s}.pending (entry bigint PRIMARY KEY, day date NOT NULL, key text COLLATE "C" NOT NULL, hash bytea NOT NULL);
CREATE TABLE ${s}.leaf (position bigint PRIMARY KEY, entry bigint NOT NULL UNIQUE, day date NOT NULL, key text COLLATE "C" NOT NULL, hash bytea NOT NULL);
CREATE TABLE ${s}.checkpoint (size bigint PRIMARY KEY, note text NOT NULL, frontier text NOT NULL, time bigint NOT NULL);
CREATE TABLE ${s}.policy (digest text PRIMARY KEY, project text NOT NULL, "table" text NOT NULL, files text NOT NULL, revision text);
CREATE TABLE ${s}.policy_use (digest text NOT NULL, time bigint NOT NULL, what text NOT NULL, by text NOT NULL, PRIMARY KEY (digest, time, what, by));
CREATE TABLE ${s}.version (version integer NOT NULL);
INSERT INTO ${s}.version VALUES (${SCHEMA_VERSION});
-- lz4 takes a fifth off the time of a batch; a server that was built without it keeps its own
DO $$ BEGIN
  ALTER TABLE ${s}.entry ALTER body SET COMPRESSION lz4, ALTER openings SET COMPRESSION lz4;
EXCEPTION WHEN OTHERS THEN NULL;
END $$;
`;
