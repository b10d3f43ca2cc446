// SPDX-License-Identifier: Apache-2.0
import { sep } from 'node:path';
import type { Bridge, Pep } from '@assay/bridge';
import { codeOf } from '../code-of.ts';
import type { LivePolicy } from './live-policy.ts';
import { compiledAgain, reloadOnChange } from './reload-on-change.ts';

export interface FollowOptions {
  readonly directory: string;
  readonly isWatching: boolean;
  /** The file of the enforcement points, from the folder of the project, and how it is read. */
  readonly peps?: { readonly path: string; readonly read: () => readonly Pep[] };
}

/** Takes over what changes in the files of the project and in that of the enforcement points, and all of it at SIGHUP. What cannot be taken over is told, and what was there before stays. */
export function followFiles(
  live: LivePolicy,
  { log, count, setPeps }: Bridge,
  { directory, isWatching, peps }: FollowOptions,
): { readonly close: () => Promise<void> } {
  const reload = async (): Promise<void> => {
    try {
      if (peps !== undefined) setPeps(peps.read());
    } catch (cause) {
      log.warn({ code: codeOf(cause) }, 'the enforcement points could not be read again, and those before stay');
    }
    const before = live.current().digest;
    try {
      const { digest } = await live.replace(() => compiledAgain(directory));
      count.reloaded('watch', digest === before ? 'unchanged' : 'changed');
      log.info({ digest }, 'the files were read again');
    } catch {
      count.reloaded('watch', 'refused');
    }
  };
  const isPart = (path: string): boolean =>
    path === peps?.path || live.current().project.project.files.has(path.replaceAll(sep, '/'));
  const watching = isWatching ? reloadOnChange(directory, isPart, reload) : undefined;
  const onHangUp = (): void => void reload();
  process.on('SIGHUP', onHangUp);
  return {
    close: async () => {
      process.off('SIGHUP', onHangUp);
      await watching?.close();
    },
  };
}
