// SPDX-License-Identifier: Apache-2.0
import { relative, resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { checkoutFolder } from '../checkout.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { examples } from '../examples.ts';
import { exampleFiles, exampleList } from '../gallery.ts';
import { IDP_NAMES, IDPS, type IdpName } from '../idps.ts';
import { jsonLine } from '../json-line.ts';
import { nextSteps } from '../next-steps.ts';
import type { Runner } from '../runner.ts';
import type { Session } from '../session.ts';
import { templateFiles, type TemplateFile } from '../templates.ts';
import { columns } from '../views/columns.ts';
import { writeFiles } from '../write-files.ts';

interface InitOptions {
  readonly idp: IdpName;
  readonly example?: string;
  readonly list?: boolean;
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

const DESCRIPTION =
  'Writes a project that works at once, commented: assay.yaml, a policy and its tests, the data of its sources, and an event to try it with. With --example it is one of the gallery, which --list lists. Writes nothing where a file is in the way.';

/** `assay init`: a project to begin with. */
export function addInit(program: Command, run: Runner): void {
  program
    .command('init')
    .summary('write a project that works at once')
    .description(DESCRIPTION)
    .argument('[dir]', 'the folder to write to (default: --project, or this one)')
    .addOption(new Option('--idp <name>', 'the identity provider it runs at').choices(IDP_NAMES).default('cognito'))
    .addOption(new Option('--example <name>', 'start from this example').argParser(exampleName).conflicts('idp'))
    .option('--list', 'only list the examples')
    .option('--force', 'overwrite files that are in the way')
    .option('--dry-run', 'only list the files')
    .addHelpText(
      'after',
      examples([
        'assay init',
        'assay init my-policies --idp cognito',
        'assay init --list',
        'assay init my-agent --example billing-agent',
      ]),
    )
    .action((dir: string | undefined, options: InitOptions, command: Command) =>
      run(command, (session) => (options.list ? list(session) : init(session, dir, options))),
    );
}

/** The name of an example there is; the list is read only where one is asked for. */
function exampleName(written: string): string {
  const names = exampleList().map(({ name }) => name);
  if (names.includes(written)) return written;
  throw new InvalidArgumentError(`Allowed choices are ${names.join(', ')}.`);
}

function list({ io, json }: Session): ExitCode {
  const all = exampleList();
  io.stdout.write(json ? jsonLine(all) : `${columns(all.map(({ name, summary }) => [name, summary]))}\n`);
  return EXIT.ok;
}

function init(
  session: Session,
  dir: string | undefined,
  { idp, example, force = false, dryRun = false }: InitOptions,
): ExitCode {
  const { io, json } = session;
  const named = dir ?? session.project ?? '.';
  const directory = resolve(io.cwd, named);
  const files = example === undefined ? templateFiles(idp) : exampleFiles(example);
  if (!dryRun) writeFiles(directory, files, { force, subject: named });
  const paths = files.map(({ path }) => path);
  io.stdout.write(
    json
      ? jsonLine({ directory: named, files: paths, written: !dryRun })
      : account(session, directory, { idp, files, dryRun }),
  );
  return EXIT.ok;
}

interface Written {
  readonly idp: IdpName;
  readonly files: readonly TemplateFile[];
  readonly dryRun: boolean;
}

function account({ io, paint }: Session, directory: string, { idp, files, dryRun }: Written): string {
  const place = relative(io.cwd, directory) || '.';
  const event = files.find(({ path }) => path.startsWith('events/'))?.path;
  const listed = files.map(({ path }) => `  ${path}`);
  if (dryRun) return [`would write to ${place}:`, ...listed, ''].join('\n');
  const checkout = checkoutFolder();
  const { commands, note } = nextSteps({
    cwd: io.cwd,
    directory,
    idp,
    ...(event !== undefined && { event }),
    ...(IDPS[idp].isServed && { isServed: true }),
    ...(checkout && { checkout }),
  });
  const next = [...commands, ...(note === undefined ? [] : [`# ${note}`])].map((line) => `  ${line}`);
  return [`wrote to ${place}:`, ...listed, '', paint.bold('next'), ...next, ''].join('\n');
}
