// SPDX-License-Identifier: Apache-2.0
import type { ArchivedPolicy, LogStore, PolicyUse } from '../log-store.ts';
import type { Db, Row } from './db.ts';

/** Remembers a policy set by its digest; what is there already gets one more use. */
export async function archivePolicy({ transaction, s }: Db, policy: ArchivedPolicy): Promise<void> {
  const { digest, project, table, files, revision, uses } = policy;
  await transaction(async (query) => {
    await query(`INSERT INTO ${s}.policy VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`, [
      digest,
      project,
      table,
      JSON.stringify(files),
      revision ?? null,
    ]);
    for (const { time, what, by } of uses)
      await query(`INSERT INTO ${s}.policy_use VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, [
        digest,
        time,
        what,
        by,
      ]);
  });
}

/** Every policy set, without its texts; the one that was used first comes first. */
export async function policiesOf({ query, s }: Db): ReturnType<LogStore['policies']> {
  const uses = new Map<string, PolicyUse[]>();
  for (const row of await query(`SELECT digest, time, what, by FROM ${s}.policy_use ORDER BY time, what, by`)) {
    const digest = String(row['digest']);
    uses.set(digest, [...(uses.get(digest) ?? []), useOfRow(row)]);
  }
  return (await query(`SELECT digest, project, revision FROM ${s}.policy ORDER BY digest`))
    .map((row) => ({ ...headOf(row), uses: uses.get(String(row['digest'])) ?? [] }))
    .toSorted((a, b) => (a.uses[0]?.time ?? 0) - (b.uses[0]?.time ?? 0));
}

/** One policy set, whole. */
export async function policyOf({ query, s }: Db, digest: string): Promise<ArchivedPolicy | undefined> {
  const [row] = await query(`SELECT * FROM ${s}.policy WHERE digest = $1`, [digest]);
  if (row === undefined) return undefined;
  const uses = await query(`SELECT time, what, by FROM ${s}.policy_use WHERE digest = $1 ORDER BY time, what, by`, [
    digest,
  ]);
  return {
    ...headOf(row),
    table: String(row['table']),
    files: JSON.parse(String(row['files'])) as ArchivedPolicy['files'], // sound: we wrote it
    uses: uses.map(useOfRow),
  };
}

const headOf = ({ digest, project, revision }: Row): Pick<ArchivedPolicy, 'digest' | 'project' | 'revision'> => ({
  digest: String(digest),
  project: String(project),
  ...(typeof revision === 'string' && { revision }),
});

const useOfRow = ({ time, what, by }: Row): PolicyUse => ({
  time: Number(time),
  what: what as PolicyUse['what'], // sound: we wrote it
  by: String(by),
});
