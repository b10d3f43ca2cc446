// SPDX-License-Identifier: Apache-2.0
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { JsonObject } from '@assay/core/model';
import { openTable, type DecisionTable } from '@assay/core/pdp';
import { parseTime } from '@assay/log/ask';
import { policiesAt } from '@assay/log/replay';
import type { ArchivedPolicy, LogStore } from '@assay/log/store';
import { findProject, parseProject, PROJECT_FILE, type Project } from '@assay/policy';
import type { CompiledProject } from '../compiled-project.ts';
import { Failure } from '../failure.ts';
import { requireCompiled } from '../require-compiled.ts';
import type { Session } from '../session.ts';
import { sha256 } from '../sha256.ts';
import { archiveOf } from '../archive/archive-of.ts';
import { checkArchivedTable, type Genuineness } from '../archive/check-archived.ts';
import { corruptTable, tellGenuine } from '../archive/tell-genuine.ts';

/** A target and its settings, as they can be handed to a worker. */
export interface TargetSettings {
  readonly name: string;
  readonly settings: JsonObject;
}

/** A policy set wherever it was found, as much of it as is known there. */
export interface PolicySet {
  /** As the user named it. */
  readonly name: string;
  readonly digest: string;
  /** The artefact. */
  readonly text: string;
  readonly table: DecisionTable;
  /** Absent where there is a table alone. */
  readonly files?: Readonly<Record<string, string>>;
  readonly project?: Project;
  readonly targets: readonly TargetSettings[];
  /** Of one of the archive that a user named. */
  readonly genuineness?: Genuineness;
}

/** What a reference can be. */
export const POLICY_REFERENCES =
  '`.` or `built` (the project as it is), a project folder, a table file, a digest or its beginning, or a time';

/** The policy set a user means. Throws ERR_USAGE, ERR_LOG_NOT_FOUND, ERR_PROJECT_INVALID or the errors of `openTable`. */
export async function policySetOf(name: string, session: Session, store: LogStore): Promise<PolicySet> {
  if (name === '.' || name === 'built') return ofProject(name, requireCompiled(session));
  const path = resolve(session.io.cwd, name);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory() && statSync(join(path, PROJECT_FILE), { throwIfNoEntry: false })?.isFile())
    return ofProject(name, requireCompiled({ ...session, project: name }));
  if (stat?.isFile()) return ofFile(name, readFileSync(path, 'utf8'), session);
  const digest = digestIn(name);
  if (digest !== undefined) return ofNamed(name, await archivedAs(digest, name, store), session);
  const { clock } = session.io;
  const time = parseTime(name, clock());
  if (time !== undefined) return ofNamed(name, await archivedAt(time, name, store), session);
  throw new Failure('ERR_USAGE', `\`${name}\` is no policy set`, { help: `a policy set is ${POLICY_REFERENCES}` });
}

/** One that a user named: who reads it is told where it is not what its digest says. */
function ofNamed(name: string, archived: ArchivedPolicy, { io }: Session): PolicySet {
  const genuineness = tellGenuine(archived, io);
  return { ...ofArchive(name, archived), genuineness };
}

/** The policy set of the archive, as a policy set. Throws ERR_LOG_CORRUPT where its table is not that of its digest, and the errors of `openTable`. */
export function ofArchive(name: string, { digest, table: text, files }: ArchivedPolicy): PolicySet {
  if (checkArchivedTable({ digest, table: text }) === 'table-differs') throw corruptTable(digest);
  const { table } = openTable(text, sha256);
  // data of static sources is not archived, and says nothing about the policy
  const { project } = parseProject((path) => (Object.hasOwn(files, path) ? files[path] : '{}'));
  return { name, digest, text, table, files, targets: targetsOf(project), ...(project && { project }) };
}

function ofProject(name: string, { project, compiled }: CompiledProject): PolicySet {
  const { digest, text } = compiled;
  // as it is stored: members in the order of their names
  const { table } = openTable(text, sha256);
  const { files } = archiveOf(project, compiled, { time: 0, what: 'loaded', by: '' });
  return { name, digest, text, table, files, project, targets: targetsOf(project) };
}

/** A table knows no targets: those of the project count, where there is one. */
function ofFile(name: string, text: string, session: Session): PolicySet {
  const { table, digest } = openTable(text.trimEnd(), sha256);
  const hasProject = session.project !== undefined || findProject(session.io.cwd) !== undefined;
  const targets = hasProject ? targetsOf(requireCompiled(session).project) : [];
  return { name, digest, text: text.trimEnd(), table, targets };
}

const targetsOf = (project: Project | undefined): readonly TargetSettings[] =>
  (project?.targets ?? []).map(({ name, settings }) => ({ name: name.value, settings }));

/** A digest or the beginning of one: 6 hexadecimal digits at least. */
export function digestIn(name: string): string | undefined {
  const hex = /^(?:sha256-)?([0-9a-f]{6,64})$/.exec(name)?.[1];
  return hex === undefined ? undefined : `sha256-${hex}`;
}

/** The archived policy set of a digest, or of its beginning. Throws ERR_LOG_NOT_FOUND, and ERR_USAGE where several begin like it. */
export async function archivedAs(digest: string, name: string, store: LogStore): Promise<ArchivedPolicy> {
  const found = (await store.policies()).filter((policy) => policy.digest.startsWith(digest));
  if (found.length > 1)
    throw new Failure('ERR_USAGE', `\`${name}\` is the beginning of ${found.length} digests`, {
      help: found.map((policy) => policy.digest).join(', '),
    });
  return archived(found[0]?.digest, `the archive of the log holds no policy set \`${name}\``, store);
}

async function archivedAt(time: number, name: string, store: LogStore): Promise<ArchivedPolicy> {
  const { decided, used } = await policiesAt(store, time, time + 1);
  const digests = [...new Set([...decided, ...used].map(({ digest }) => digest))];
  if (digests.length > 1)
    throw new Failure('ERR_USAGE', `several policy sets decided at \`${name}\``, { help: digests.join(', ') });
  return archived(digests[0], `the log does not hold which policy set decided at \`${name}\``, store);
}

async function archived(digest: string | undefined, missing: string, store: LogStore): Promise<ArchivedPolicy> {
  const found = digest === undefined ? undefined : await store.policy(digest);
  if (found !== undefined) return found;
  const help = '`assay policy list` shows what is archived; `assay build` and every host archive what they use';
  throw new Failure('ERR_LOG_NOT_FOUND', digest === undefined ? missing : `\`${digest}\` is not in the archive`, {
    help,
  });
}
