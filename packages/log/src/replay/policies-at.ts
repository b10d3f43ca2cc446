// SPDX-License-Identifier: Apache-2.0
import { termOf } from '../entry/terms.ts';
import { recordOf } from '../entry/reveal.ts';
import type { StoredEntry } from '../entry/entry.ts';
import type { LogStore } from '../store/log-store.ts';

type Archived = Awaited<ReturnType<LogStore['policies']>>[number];

/** A policy set that decided in a time, or was the last to decide before it. */
export interface DecidedAt {
  readonly digest: string;
  /** Of the project, where the archive knows the policy set. */
  readonly project?: string;
  readonly revision?: string;
  /** Milliseconds since 1970: of the first and the last decision of the stretch in which it decided without another of its project in between. */
  readonly since: number;
  readonly until: number;
  /** Whether it decided in the time that is asked about, or before and after it; otherwise it is the last that did before. */
  readonly isWithin: boolean;
  /** The next of its project to decide, and when first; absent where there is none. */
  readonly next?: { readonly digest: string; readonly time: number };
}

/** A policy set that was built or loaded by then, of a project of which no decision by then is in the log. */
export interface UsedAt {
  readonly digest: string;
  readonly project: string;
  readonly revision?: string;
  readonly use: Archived['uses'][number];
}

/** Which policy sets decided between two times (`from` included, `to` not): what the records say, and where they say nothing, the archive. */
export interface PoliciesAt {
  readonly decided: readonly DecidedAt[];
  readonly used: readonly UsedAt[];
  /** The oldest decision of the log, in milliseconds since 1970; absent where there is none. */
  readonly oldest?: number;
}

type Store = Pick<LogStore, 'page' | 'tally' | 'policies'>;

/** Asks the log which policy sets decided in a time. */
export async function policiesAt(store: Store, from: number, to: number): Promise<PoliciesAt> {
  const archived = await store.policies();
  const groups = await digestsByProject(store, archived);
  const decided: DecidedAt[] = [];
  for (const group of groups) decided.push(...(await decidedOf(store, group, from, to)));
  const known = new Set(decided.map(({ project }) => project));
  const [first] = (await store.page({ terms: [[termOf('kind', 'decision')]] }, { limit: 1, order: 'oldest' })).entries;
  return {
    decided: decided
      .map((each) => ({ ...each, ...about(each.digest, archived) }))
      .toSorted((a, b) => a.since - b.since || (a.digest < b.digest ? -1 : 1)),
    used: lastUsed(
      archived.filter(({ project }) => !known.has(project)),
      to,
    ),
    ...(first && { oldest: first.time }),
  };
}

const about = (digest: string, archived: readonly Archived[]): Pick<DecidedAt, 'project' | 'revision'> => {
  const found = archived.find((policy) => policy.digest === digest);
  return {
    ...(found && { project: found.project }),
    ...(found?.revision !== undefined && { revision: found.revision }),
  };
};

interface Group {
  readonly project?: string;
  readonly digests: readonly string[];
}

/** The policy sets that decided anything, those of one project together. One the archive does not know is by itself. */
async function digestsByProject(store: Store, archived: readonly Archived[]): Promise<readonly Group[]> {
  const seen = new Set<string>();
  for (const { shape } of await store.tally({})) if (shape.decision) seen.add(shape.decision.policy);
  const projects = new Map<string, string[]>();
  const alone: Group[] = [];
  for (const digest of [...seen].toSorted()) {
    const project = archived.find((policy) => policy.digest === digest)?.project;
    if (project === undefined) alone.push({ digests: [digest] });
    else projects.set(project, [...(projects.get(project) ?? []), digest]);
  }
  return [...[...projects].map(([project, digests]) => ({ project, digests })), ...alone];
}

interface Met {
  readonly digest: string;
  readonly time: number;
}

async function decidedOf(
  store: Store,
  { project, digests }: Group,
  from: number,
  to: number,
): Promise<readonly DecidedAt[]> {
  const terms = [digests.map((digest) => termOf('policy', digest))];
  const first = async (question: { since?: number; until?: number; digest?: string }, order: 'newest' | 'oldest') => {
    const { digest, ...time } = question;
    const only = digest === undefined ? terms : [[termOf('policy', digest)]];
    const [entry] = (await store.page({ ...time, terms: only }, { limit: 1, order })).entries;
    return entry && metIn(entry);
  };
  const stretch = async (met: Met, isWithin: boolean): Promise<DecidedAt> => {
    const others = digests.filter((digest) => digest !== met.digest);
    const before: number[] = [];
    const after: Met[] = [];
    for (const digest of others) {
      const earlier = await first({ until: met.time, digest }, 'newest');
      if (earlier) before.push(earlier.time);
      const later = await first({ since: met.time + 1, digest }, 'oldest');
      if (later) after.push(later);
    }
    const next = after.toSorted((a, b) => a.time - b.time)[0];
    const begin = before.length === 0 ? undefined : Math.max(...before);
    const start = await first({ ...(begin !== undefined && { since: begin }), digest: met.digest }, 'oldest');
    const begun = start?.time ?? met.time;
    const end = await first({ ...(next && { until: next.time }), digest: met.digest }, 'newest');
    const ended = end?.time ?? met.time;
    return {
      digest: met.digest,
      ...(project !== undefined && { project }),
      since: begun,
      until: ended,
      isWithin: isWithin || (begun <= from && from <= ended),
      ...(next && { next }),
    };
  };
  const within: DecidedAt[] = [];
  for (const digest of digests) {
    const met = await first({ since: from, until: to, digest }, 'oldest');
    if (met) within.push(await stretch(met, true));
  }
  if (within.length > 0) return within;
  const last = await first({ until: from }, 'newest');
  return last ? [await stretch(last, false)] : [];
}

function metIn(entry: StoredEntry): Met | undefined {
  const digest = recordOf(entry)?.policy.digest;
  return digest === undefined ? undefined : { digest, time: entry.time };
}

/** Of each project the policy set that was last built or loaded before `to`; one that was loaded counts before one that was only built. */
function lastUsed(archived: readonly Archived[], to: number): readonly UsedAt[] {
  const last = new Map<string, UsedAt>();
  for (const { digest, project, revision, uses } of archived) {
    for (const use of uses.filter(({ time }) => time < to)) {
      const known = last.get(project)?.use;
      if (known !== undefined && (rank(use) - rank(known) || use.time - known.time) < 0) continue;
      last.set(project, { digest, project, ...(revision !== undefined && { revision }), use });
    }
  }
  return [...last.values()];
}

const rank = ({ what }: Archived['uses'][number]): number => Number(what === 'loaded');
