// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { EXIT } from '../exit-code.ts';
import { examples } from '../examples.ts';
import type { Runner } from '../runner.ts';

const DESCRIPTION =
  'Speaks the Language Server Protocol over standard input and output: mistakes while typing, formatting, completion and what a name or a function is, for assay.yaml and the policies, libraries and tests of its project. Editors start it: docs/editors.md.';

/** `assay lsp`: what editors ask while somebody types. It ends when the editor does. */
export function addLsp(program: Command, run: Runner): void {
  program
    .command('lsp')
    .summary('the language server that editors start')
    .description(DESCRIPTION)
    .option('--stdio', 'speak over standard input and output (there is no other way)')
    .addHelpText('after', examples(['assay lsp', 'assay lsp --stdio']))
    .action((_: object, command: Command) =>
      run(command, async () => {
        // Only here: other commands do not pay for it.
        const { createConnection } = await import('vscode-languageserver/node');
        const { serve } = await import('../lsp/serve.ts');
        serve(createConnection(process.stdin, process.stdout));
        return EXIT.ok;
      }),
    );
}
