// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { filesIn } from '@assay/policy';
import { checkFiles } from '../../check-files.ts';
import type { CompiledProject } from '../../compiled-project.ts';
import { changesIn } from '../../watch.ts';

/** The project of a folder as it is now. Throws ERR_PROJECT_INVALID where it has mistakes. */
export function compiledAgain(directory: string): CompiledProject {
  const { project, compiled, diagnostics } = checkFiles(filesIn(directory));
  if (project !== undefined && compiled !== undefined) return { directory, project, compiled };
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  throw new AssayError('ERR_PROJECT_INVALID', `the project has mistakes (${errors}): \`assay check\` shows them`);
}

/** Calls `reload` whenever files of the project have changed, one call after the other, until it is closed. `reload` does not reject. */
export function reloadOnChange(
  directory: string,
  reload: () => Promise<void>,
): { readonly close: () => Promise<void> } {
  const ending = new AbortController();
  const watching = (async () => {
    for await (const _ of changesIn(directory, ending.signal)) await reload();
  })().catch(() => undefined);
  return {
    close: async () => {
      ending.abort();
      await watching;
    },
  };
}
