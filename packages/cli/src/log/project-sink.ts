// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { isAbsolute, join, relative } from 'node:path';
import { createProtectingSink, type DecisionSink } from '@assay/core/log';
import { createLogSink, targetOf, type LogSink } from '@assay/log/sink';
import type { LogStore } from '@assay/log/store';
import type { LogConfig, LogStoreConfig } from '@assay/policy';
import type { Io } from '../io.ts';
import { hmacOf } from './secrets.ts';
import { isLocal, openStore, placeOf } from './store-places.ts';

/** Where the records of a command go. */
export interface ProjectSink {
  readonly sink: DecisionSink;
  /** For people; relative to where they are, where it is a file. */
  readonly place: string;
  readonly isWritten: boolean;
  /** The store, opened; undefined where nothing is written. */
  readonly store: () => Promise<LogStore | undefined>;
  readonly close: () => Promise<void>;
}

export interface ProjectSinkOptions {
  readonly directory: string;
  readonly log: LogConfig;
  /** Write to a log that others share, too. */
  readonly isRecording?: boolean;
}

/** The sink of a project on this machine. What is tried out is written to a file of the project, and to a log that others share only where asked. */
export function createProjectSink({ directory, log, isRecording = false }: ProjectSinkOptions, io: Io): ProjectSink {
  const place = shownPlace(directory, log.store, io);
  if (!isLocal(log.store) && !isRecording)
    return { sink: NOWHERE, place, isWritten: false, store: async () => undefined, close: async () => {} };
  let opened: Promise<{ readonly store: LogStore; readonly sink: LogSink }> | undefined;
  // at the first record: a command that fails before it leaves no file
  const open = (): NonNullable<typeof opened> => (opened ??= openSink(directory, log.store, io));
  const sink: DecisionSink = {
    name: log.store.driver,
    write: async (record) => {
      try {
        await (await open()).sink.write(record);
      } catch (cause) {
        opened = (await isOpen(opened)) ? opened : undefined;
        throw cause;
      }
    },
    flush: async () => {
      if (await isOpen(opened)) await (await open()).sink.flush();
    },
  };
  return {
    sink: createProtectingSink(sink, log.fields, hmacOf(log, io.env)),
    place,
    isWritten: true,
    store: async () => (await open()).store,
    close: async () => {
      if (await isOpen(opened)) await (await open()).sink.close();
    },
  };
}

async function openSink(
  directory: string,
  config: LogStoreConfig,
  io: Io,
): Promise<{ readonly store: LogStore; readonly sink: LogSink }> {
  const store = await openStore(config, { directory }, io);
  const sink = createLogSink(targetOf(store), { writer: `assay.${randomBytes(4).toString('hex')}`, clock: io.clock });
  return { store, sink };
}

const isOpen = async (opened: Promise<unknown> | undefined): Promise<boolean> =>
  opened !== undefined &&
  (await opened.then(
    () => true,
    () => false,
  ));

const NOWHERE: DecisionSink = { name: 'none', write: () => {}, flush: async () => {} };

function shownPlace(directory: string, config: LogStoreConfig, { cwd }: Io): string {
  if (!('file' in config)) return placeOf(config);
  const path = isAbsolute(config.file) ? config.file : join(directory, config.file);
  return relative(cwd, path) || path;
}
