// SPDX-License-Identifier: Apache-2.0
import { findProject, type LogConfig, type LogStoreConfig } from '@assay/policy';
import type { LogStore } from '@assay/log/store';
import { Failure } from './failure.ts';
import { openStore, parsePlace } from './log/store-places.ts';
import { openProject } from './open-project.ts';
import type { Session } from './session.ts';

export interface LogOptions {
  /** `--log`: a place; the store of the project, where absent. */
  readonly log?: string;
  /** Only to be asked. */
  readonly isReadOnly?: boolean;
  /** How long to wait for another process that writes, where the store has one writer at a time. */
  readonly busyMs?: number;
}

/** A log that is asked, and what the project says of it. */
export interface OpenedLog {
  readonly store: LogStore;
  /** Absent where `--log` names a log outside any project. */
  readonly config?: LogConfig;
}

/** Opens the log of the project, or the one `--log` names. The caller closes it. Throws ERR_USAGE, ERR_PROJECT_NOT_FOUND or the errors of `LogStore`. */
export async function openLog(session: Session, { log, isReadOnly = false, busyMs }: LogOptions): Promise<OpenedLog> {
  const { io } = session;
  const isOutside = log !== undefined && session.project === undefined && findProject(io.cwd) === undefined;
  const found = isOutside ? undefined : logOfProject(session);
  const [config, directory]: readonly [LogStoreConfig | undefined, string] =
    log === undefined ? [found?.config.store, found?.directory ?? io.cwd] : [parsePlace(log), io.cwd];
  if (config === undefined) throw new Failure('ERR_USAGE', 'there is no log', { help: 'name one with `--log`' });
  const store = await openStore(config, { directory, isReadOnly, ...(busyMs !== undefined && { busyMs }) }, io);
  return { store, ...(found && { config: found.config }) };
}

/** Runs `work` on the log, and closes it whatever comes. */
export async function withLog<T>(
  session: Session,
  options: LogOptions,
  work: (log: OpenedLog) => Promise<T>,
): Promise<T> {
  const log = await openLog(session, options);
  try {
    return await work(log);
  } finally {
    await log.store.close();
  }
}

/** A project may have mistakes in its policies, and still say where its log is. */
function logOfProject(session: Session): { readonly config: LogConfig; readonly directory: string } {
  const { directory, project } = openProject(session);
  if (project === undefined)
    throw new Failure('ERR_PROJECT_INVALID', 'the project has mistakes, and does not say where its log is', {
      help: '`assay check` shows them; `--log` names a log',
    });
  return { config: project.log, directory };
}
