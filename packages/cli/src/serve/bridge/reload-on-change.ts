// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { filesIn, toJsonDiagnostics } from '@assay/policy';
import { checkFiles } from '../../check-files.ts';
import type { CompiledProject } from '../../compiled-project.ts';
import { changesIn } from '../../watch.ts';

/** The project of a folder as it is now. Throws ERR_PROJECT_INVALID where it has mistakes. */
export function compiledAgain(directory: string): CompiledProject {
  const { project, compiled, diagnostics, files } = checkFiles(filesIn(directory));
  if (project !== undefined && compiled !== undefined) return { directory, project, compiled };
  const errors = toJsonDiagnostics(
    diagnostics.filter(({ severity }) => severity === 'error'),
    files,
  );
  const [first] = errors;
  const where = first === undefined ? '' : `${first.file}:${first.line}:${first.column}: ${first.message}`;
  const more = errors.length > 1 ? `, and ${errors.length - 1} more` : '';
  throw new AssayError('ERR_PROJECT_INVALID', `${where}${more} (\`assay check\` shows them)`);
}

/**
 * Calls `reload` whenever one of the files the project is made of has changed, one call after the other, until it is closed. What is written beside them (the
 * archive of a log, say) is no change: it would undo a policy set that was posted. `reload` does not reject.
 */
export function reloadOnChange(
  directory: string,
  isPart: (path: string) => boolean,
  reload: () => Promise<void>,
): { readonly close: () => Promise<void> } {
  const ending = new AbortController();
  const watching = (async () => {
    for await (const _ of changesIn(directory, ending.signal, isPart)) await reload();
  })().catch(() => undefined);
  return {
    close: async () => {
      ending.abort();
      await watching;
    },
  };
}
