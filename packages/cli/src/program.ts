// SPDX-License-Identifier: Apache-2.0
import { Command } from 'commander';
import { addBuild } from './commands/build.ts';
import { addCheck } from './commands/check.ts';
import { addCoverage } from './commands/coverage.ts';
import { addDecide } from './commands/decide.ts';
import { addDeploy } from './commands/deploy.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExplain } from './commands/explain.ts';
import { addFmt } from './commands/fmt.ts';
import { addInit } from './commands/init.ts';
import { addLog } from './commands/log.ts';
import { addLive } from './commands/live.ts';
import { addLsp } from './commands/lsp.ts';
import { addPep } from './commands/pep.ts';
import { addPolicy } from './commands/policy.ts';
import { addQuickstart } from './commands/quickstart.ts';
import { addReplay } from './commands/replay.ts';
import { addServe } from './commands/serve.ts';
import { addTest } from './commands/test.ts';
import { examples } from './examples.ts';
import type { Io } from './io.ts';
import type { Runner } from './runner.ts';
import { createSession } from './session.ts';
import { version } from './version.ts';

/** Every command, in the order of the help. */
const COMMANDS: readonly ((program: Command, run: Runner) => void)[] = [
  addInit,
  addCheck,
  addFmt,
  addTest,
  addDecide,
  addExplain,
  addBuild,
  addDoctor,
  addDeploy,
  addCoverage,
  addLog,
  addPolicy,
  addReplay,
  addLive,
  addServe,
  addPep,
  addLsp,
  addQuickstart,
];

/** The command line: what it understands, and its help. It never ends the process: usage errors and help are thrown as CommanderError. */
export function createProgram(io: Io, run: Runner): Command {
  const { isColored, width } = createSession(io, {});
  const helpWidth = Math.min(width, 100);
  const program = new Command('assay')
    .description('Decides what goes into a token, on the identity provider you already run, and writes down why.')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .option('--project <dir>', 'the folder with assay.yaml (default: the nearest one upwards)')
    .option('--json', 'print JSON, for programs')
    .option('--color', 'colours, whatever the terminal says')
    .option('--no-color', 'no colours')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text), // the help, where there is no command
      outputError: () => undefined, // thrown, too
      getOutHelpWidth: () => helpWidth,
      getErrHelpWidth: () => helpWidth,
      getOutHasColors: () => isColored,
    })
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      examples([
        'assay init my-policies',
        'assay check',
        'assay test',
        'assay decide --idp cognito --event events/sign-in.json',
        'assay explain --idp cognito --event events/sign-in.json',
      ]),
    );
  for (const add of COMMANDS) add(program, run);
  return program;
}
