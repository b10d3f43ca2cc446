// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { examples } from '../examples.ts';
import { Failure } from '../failure.ts';
import type { CollectorOptions } from '../serve/collector-host.ts';
import { PLACES } from '../log/store-places.ts';
import type { Runner } from '../runner.ts';

interface ServeOptions extends CollectorOptions {
  readonly collector?: boolean;
}

const DESCRIPTION =
  'Runs the collector: hosts post their decision records to it, auditors ask it what was decided and why. It writes to the log of the project, or the one `--log` names, and acknowledges what is safe there. It ends at SIGTERM, once what is under way was answered. What it takes and answers: docs/collector.md.';

/** `assay serve`: a host of ours. */
export function addServe(program: Command, run: Runner): void {
  program
    .command('serve')
    .summary('run the collector of decision records')
    .description(DESCRIPTION)
    .option('--collector', 'take records, and answer questions about them')
    .option('--listen <address>', 'where to listen', '127.0.0.1:8481')
    .option('--log <place>', `the log: ${PLACES}; the project’s own, if left out`)
    .option('--tokens <file>', 'who may post and who may ask (`assay log token`); or in ASSAY_COLLECTOR_TOKENS')
    .option('--spill <file>', 'where records wait while the log takes nothing; without it they are refused')
    .option('--tls-cert <file>', 'the certificate, in PEM; without it TLS ends in front of it')
    .option('--tls-key <file>', 'the key of the certificate, in PEM')
    .addHelpText(
      'after',
      examples([
        'assay serve --collector',
        'assay serve --collector --listen 0.0.0.0:8481 --tokens tokens.json --spill spill.jsonl',
      ]),
    )
    .action((options: ServeOptions, command: Command) =>
      run(command, async (session): Promise<ExitCode> => {
        if (options.collector !== true)
          throw new Failure('ERR_USAGE', 'there is nothing to serve', { help: 'expected `--collector`' });
        // only here: other commands do not pay for it
        const { runCollector } = await import('../serve/collector-host.ts');
        await runCollector(session, options);
        return EXIT.ok;
      }),
    );
}
