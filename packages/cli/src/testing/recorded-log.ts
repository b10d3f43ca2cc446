// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DecisionRecord } from '@assay/core/log';
import { entryOf, type LogStore } from '@assay/log/store';
import { uuidOf } from '@assay/core/log';
import { archivePolicy } from '../archive/archive-policy.ts';
import { checkFiles } from '../check-files.ts';
import type { CompiledProject } from '../compiled-project.ts';
import { configuredTarget } from '../decide-event.ts';
import { IDPS } from '../idps.ts';
import type { Io } from '../io.ts';
import { projectPorts } from '../project-ports.ts';
import { filesIn } from '@assay/policy';

/** One event of the log of a test. */
export interface Happening {
  readonly event: unknown;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** The project in a folder, compiled. Throws where it has mistakes. */
export function compiledIn(directory: string): CompiledProject {
  const { project, compiled, diagnostics } = checkFiles(filesIn(directory));
  if (project === undefined || compiled === undefined)
    throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return { directory, project, compiled };
}

/** Decides events as the host of a project would, at their times; the ids of the records count up from `ids`. */
export async function decideEvents(
  directory: string,
  happenings: readonly Happening[],
  ids = 0,
): Promise<readonly DecisionRecord[]> {
  const deciding = compiledIn(directory);
  const [first = ''] = deciding.project.targets.map(({ name }) => name.value);
  const idp = Object.values(IDPS).find(({ targets }) => Object.hasOwn(targets, first));
  const records: DecisionRecord[] = [];
  const write = (record: DecisionRecord): void => void records.push(record);
  const sink = { name: 'memory', write, flush: async () => undefined };
  let time = 0;
  const newId = (): string => uuidOf(time, (ids + records.length).toString(16).padStart(19, '0'));
  const io = { ...ioAt(directory, () => time), newId };
  const { ports } = projectPorts({ ...deciding, onLoss: () => undefined }, io);
  for (const happening of happenings) {
    time = happening.time;
    const target = idp?.targetOf(happening.event) ?? first;
    await configuredTarget(deciding.project, target).decider({ ...ports, sink })(happening.event);
  }
  return records;
}

export interface Recording {
  readonly store: LogStore;
  readonly directory: string;
  readonly isArchived?: boolean;
}

/** Decides events as the host of a project would, at their times, and writes the records and the policy set to a store. */
export async function recordDecisions(
  { store, directory, isArchived = true }: Recording,
  happenings: readonly Happening[],
): Promise<readonly DecisionRecord[]> {
  const known = (await store.tally({})).reduce((sum, { count }) => sum + count, 0);
  const records = await decideEvents(directory, happenings, known);
  const time = happenings[0]?.time ?? 0;
  if (isArchived)
    await archivePolicy(
      store,
      compiledIn(directory),
      'loaded',
      ioAt(directory, () => time),
    );
  for (let from = 0; from < records.length; from += 200) {
    const batch = records.slice(from, from + 200);
    await store.append(
      batch.map((record, at) => entryOf({ kind: 'decision', writer: 'test', seq: known + from + at, record })),
    );
  }
  return records;
}

/** What a host knows of its process. */
function ioAt(cwd: string, clock: () => number): Io {
  const output = { write: () => undefined, isTerminal: false };
  const env = { ASSAY_BY: 'a test' };
  const stdin = (): never => {
    throw new Error('there is no standard input');
  };
  return { cwd, env, clock, stdin, stdout: output, stderr: output, stopwatch: () => 0, newId: () => '' };
}

const EVENTS = ['1-person', '2-service-account', '3-ai-agent', '4-risky-sign-in', '5-switched-off-client'];

/** The events of examples/quickstart, one after the other, so many times, a minute apart. */
export function quickstartEvents(example: string, count: number, start: number): readonly Happening[] {
  const events = EVENTS.map(
    (name) => JSON.parse(readFileSync(join(example, 'events', `${name}.json`), 'utf8')) as unknown,
  );
  return Array.from({ length: count }, (_, n) => ({ event: events[n % events.length], time: start + n * 60_000 }));
}
