// SPDX-License-Identifier: Apache-2.0
import type { ArchivedPolicy, LogStore } from '@assay/log/store';
import { printable } from '../printable.ts';
import type { Session } from '../session.ts';
import { columns } from '../views/columns.ts';

/** A policy set without its texts. */
export type ArchivedHead = Awaited<ReturnType<LogStore['policies']>>[number];

/** To the second, in UTC. */
export const timeText = (time: number): string => `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')}Z`;

/** The policy sets of the archive for people, the newest last. */
export function policiesText(policies: readonly ArchivedHead[]): string {
  if (policies.length === 0) return 'no policy set is in the archive\n';
  const rows = policies.map(({ digest, project, revision, uses }) => {
    const [first, last] = [uses[0], uses.at(-1)];
    return [
      digest.slice(0, 'sha256-'.length + 12),
      project,
      shortRevision(revision),
      first ? `first ${first.what} ${timeText(first.time)} by ${first.by}` : '',
      last && last !== first ? `last ${last.what} ${timeText(last.time)} by ${last.by}` : '',
    ];
  });
  return `${columns(rows)}\n`;
}

/** As git abbreviates a commit. */
const shortRevision = (revision: string | undefined): string =>
  revision === undefined ? '-' : revision.replace(/^([0-9a-f]{12})[0-9a-f]*/, '$1');

/** One policy set for people: what it is, its uses, and its files. */
export function policyText({ files, ...head }: ArchivedPolicy, session: Pick<Session, 'paint'>): string {
  const { digest, project, revision, uses } = head;
  const owners = ownersOf(head.table);
  return [
    columns([
      ['digest', digest],
      ['project', project],
      ['revision', revision ?? 'not known'],
      ...owners.map(({ policy, owner }) => ['owner', `${owner}, of ${policy}`]),
      ...uses.map(({ what, time, by }) => [what, `${timeText(time)} by ${by}`]),
    ]),
    ...filesText(files, session),
    '',
  ].join('\n');
}

/** Files with their names above them. */
export const filesText = (files: ArchivedPolicy['files'], { paint }: Pick<Session, 'paint'>): readonly string[] =>
  Object.entries(files).flatMap(([name, text]) => [
    '',
    paint.bold(printable(name)),
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t').map(printable).join('\t')),
  ]);

interface Owner {
  readonly policy: string;
  readonly owner: string;
}

/** Who answers for each policy of a table. */
export function ownersOf(table: string): readonly Owner[] {
  const { policies } = (
    JSON.parse(table) as { readonly table: { readonly policies: readonly { name: string; owner: string }[] } }
  ).table; // sound: an artefact of ours
  return policies.map(({ name, owner }) => ({ policy: name, owner }));
}
