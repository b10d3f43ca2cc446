// SPDX-License-Identifier: Apache-2.0
import { hostname, userInfo } from 'node:os';
import type { ArchivedPolicy, PolicyUse } from '@assay/log/store';
import type { CompiledPolicySet, Project } from '@assay/policy';
import type { Io } from '../io.ts';

/** Who used a policy set, when, for what, and at which revision. */
export interface UseOf extends PolicyUse {
  readonly revision?: string;
}

/** A policy set as it is archived. Data of static sources is left out: it is about people, and the archive is for good. */
export function archiveOf(project: Project, compiled: CompiledPolicySet, { revision, ...use }: UseOf): ArchivedPolicy {
  const data = new Set(project.sources.flatMap((source) => (source.driver === 'static' ? [source.file.value] : [])));
  const files = [...project.files].filter(([name]) => !data.has(name));
  return {
    digest: compiled.digest,
    project: project.name,
    table: compiled.text,
    files: Object.fromEntries(files.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    ...(revision !== undefined && { revision }),
    uses: [use],
  };
}

/** What names who runs a pipeline, the most telling first. */
const OF_A_PIPELINE = [
  'GITHUB_ACTOR',
  'GITLAB_USER_LOGIN',
  'BUILD_REQUESTEDFOR',
  'CIRCLE_USERNAME',
  'BITBUCKET_STEP_TRIGGERER_UUID',
];

/** Who runs the command: what `ASSAY_BY` says, the user of the pipeline, or the user at this host. */
export function runBy({ env }: Pick<Io, 'env'>): string {
  const named = env['ASSAY_BY'] || OF_A_PIPELINE.map((name) => env[name]).find((value) => value);
  return named ?? `${userName()}@${hostname()}`;
}

/** A container may run as a user that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
