// SPDX-License-Identifier: Apache-2.0
import type { DatabaseSync } from 'node:sqlite';
import type { ArchivedPolicy, LogStore, PolicyUse } from '../log-store.ts';
import { transaction } from './driver.ts';

/** Remembers a policy set by its digest; what is there already gets one more use. */
export function archivePolicy(
  db: DatabaseSync,
  { digest, project, table, files, revision, uses }: ArchivedPolicy,
): void {
  transaction(db, () => {
    db.prepare('INSERT INTO policy VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
      digest,
      project,
      table,
      JSON.stringify(files),
      revision ?? null,
    );
    const use = db.prepare('INSERT INTO policy_use VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING');
    for (const { time, what, by } of uses) use.run(digest, time, what, by);
  });
}

/** Every policy set, without its texts; the one that was used first comes first. */
export function policiesOf(db: DatabaseSync): Awaited<ReturnType<LogStore['policies']>> {
  const rows = db.prepare('SELECT digest, project, revision FROM policy').all();
  return rows
    .map((row) => ({ ...headOf(row), uses: usesOf(db, String(row['digest'])) }))
    .toSorted((a, b) => (a.uses[0]?.time ?? 0) - (b.uses[0]?.time ?? 0));
}

/** One policy set, whole. */
export function policyOf(db: DatabaseSync, digest: string): ArchivedPolicy | undefined {
  const row = db.prepare('SELECT * FROM policy WHERE digest = ?').get(digest);
  if (row === undefined) return undefined;
  return {
    ...headOf(row),
    table: String(row['table']),
    files: JSON.parse(String(row['files'])) as ArchivedPolicy['files'], // sound: we wrote it
    uses: usesOf(db, digest),
  };
}

type Row = Readonly<Record<string, unknown>>;

const headOf = ({ digest, project, revision }: Row): Pick<ArchivedPolicy, 'digest' | 'project' | 'revision'> => ({
  digest: String(digest),
  project: String(project),
  ...(typeof revision === 'string' && { revision }),
});

const usesOf = (db: DatabaseSync, digest: string): readonly PolicyUse[] =>
  db
    .prepare('SELECT time, what, by FROM policy_use WHERE digest = ? ORDER BY time, what, by')
    .all(digest)
    .map((row) => ({ ...row }) as unknown as PolicyUse); // sound: the columns asked for
