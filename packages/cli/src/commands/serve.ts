// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from 'commander';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { examples } from '../examples.ts';
import type { BridgeOptions } from '../serve/bridge/bridge-host.ts';
import type { CollectorOptions } from '../serve/collector-host.ts';
import { portOf } from '../serve/parse-address.ts';
import { PLACES } from '../log/store-places.ts';
import type { Runner } from '../runner.ts';

type ServeOptions = CollectorOptions &
  Omit<BridgeOptions, 'port'> & { readonly collector?: boolean; readonly port: string };

const DESCRIPTION =
  'Runs the bridge: the HTTP host that Keycloak asks at the moment of issuance. It decides by the policies of the project, takes over what changes in their files without a restart, and writes every decision to the log of the project before it answers. It answers nobody but the enforcement points of `--peps`, and nobody in the clear but on this machine. It ends at SIGTERM, once what is under way was answered and recorded; SIGHUP reads everything again. docs/bridge.md says more. With `--collector` it runs the collector: hosts post their decision records to it, auditors ask it what was decided and why. It writes to the log of the project, or the one `--log` names, and acknowledges what is safe there. It ends at SIGTERM, once what is under way was answered. What it takes and answers: docs/collector.md.';

/** `assay serve`: a host of ours. */
export function addServe(program: Command, run: Runner): void {
  program
    .command('serve')
    .summary('run the bridge, or the collector of decision records')
    .description(DESCRIPTION)
    .option('--host <address>', 'where the bridge listens', '127.0.0.1')
    .option('--port <number>', 'the port of the bridge; 0 is any that is free', '8181')
    .option('--peps <file>', 'who may ask the bridge (`assay pep`); or in ASSAY_PEPS')
    .option('--client-ca <file>', 'with TLS: the authorities of client certificates, in PEM')
    .addOption(
      new Option('--client-certs <which>', 'whether a connection needs a client certificate')
        .choices(['required', 'optional'])
        .default('required'),
    )
    .option('--behind-proxy', 'TLS ends in front of the bridge, and nobody else reaches it')
    .option(
      '--policy-key <key>',
      'a verifier key, or a file with one: policy sets it signed are taken (`assay policy push`)',
    )
    .option('--events <file>', 'where changes of the gate itself are kept, as JSON lines')
    .option('--no-watch', 'go on with the policies as they were at the start')
    .addOption(
      new Option('--log-level <level>', 'what the bridge tells of itself, on standard error')
        .choices(['debug', 'info', 'warn', 'error', 'silent'])
        .default('info'),
    )
    .option('--collector', 'run the collector: take records, and answer questions about them')
    .option('--listen <address>', 'where the collector listens', '127.0.0.1:8481')
    .option('--log <place>', `the log of the collector: ${PLACES}; the project’s own, if left out`)
    .option(
      '--tokens <file>',
      'who may post to the collector and ask it (`assay log token`); or in ASSAY_COLLECTOR_TOKENS',
    )
    .option('--spill <file>', 'where records wait while the log takes nothing; without it they are refused')
    .option('--tls-cert <file>', 'the certificate, in PEM; without it TLS ends in front of it')
    .option('--tls-key <file>', 'the key of the certificate, in PEM')
    .addHelpText(
      'after',
      examples([
        'assay serve --peps peps.json',
        'assay serve --peps peps.json --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem',
        'assay serve --collector',
        'assay serve --collector --listen 0.0.0.0:8481 --tokens tokens.json --spill spill.jsonl',
      ]),
    )
    .action((options: ServeOptions, command: Command) =>
      run(command, async (session): Promise<ExitCode> => {
        // only here: other commands do not pay for it
        if (options.collector === true) {
          const { runCollector } = await import('../serve/collector-host.ts');
          await runCollector(session, options);
        } else {
          const { runBridge } = await import('../serve/bridge/bridge-host.ts');
          await runBridge(session, { ...options, port: portOf(options.port) });
        }
        return EXIT.ok;
      }),
    );
}
