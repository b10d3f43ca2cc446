// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { archivePolicy, tellNotArchived } from '../archive/archive-policy.ts';
import { buildArtefact } from '../artefact/build-artefact.ts';
import type { CompiledProject } from '../compiled-project.ts';
import { configuredTarget } from '../decide-event.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { examples } from '../examples.ts';
import { Failure } from '../failure.ts';
import { jsonLine } from '../json-line.ts';
import { isLocal } from '../log/store-places.ts';
import { withLog } from '../open-log.ts';
import { projectCapabilities } from '../project-capabilities.ts';
import { requireCompiled } from '../require-compiled.ts';
import type { Runner } from '../runner.ts';
import type { Session } from '../session.ts';
import { buildJson, buildText, type BuiltTarget } from '../views/build.ts';
import { writeOutput } from '../write-output.ts';

interface BuildCommandOptions {
  readonly target?: readonly string[];
  readonly out: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly archive?: boolean;
}

const DESCRIPTION =
  'Compiles the project and writes what is deployed: one folder for a target, with the policy inside the code and what the tools of the platform read beside it. Without --target every target of the project gets a folder of its own below --out. The same project always gives the same bytes. Files of an earlier build are replaced; others are left alone, and are in the way where a file has to be. The policy set is archived in the log of the project, where that is on this machine or --archive says so.';

/** `assay build`: what is deployed. */
export function addBuild(program: Command, run: Runner): void {
  program
    .command('build')
    .summary('write what is deployed at an identity provider')
    .description(DESCRIPTION)
    .option('--target <name...>', 'a target of the project, e.g. auth0/post-login (default: all of them)')
    .requiredOption('--out <dir>', 'the folder to write to')
    .option('--force', 'overwrite files no build has written')
    .option('--dry-run', 'only list the files')
    .option('--archive', 'archive the policy set in the log of the project, even where that is shared with others')
    .addHelpText(
      'after',
      examples([
        'assay build --out dist',
        'assay build --target cognito/pre-token-generation --out dist/cognito',
        'assay build --target auth0/post-login --project my-policies --out dist --dry-run',
      ]),
    )
    .action((options: BuildCommandOptions, command: Command) => run(command, (session) => build(session, options)));
}

async function build(session: Session, options: BuildCommandOptions): Promise<ExitCode> {
  const { io, json } = session;
  // every token such a rule is about would be refused: no mistake of a policy alone, and one of what is deployed
  const deciding = requireCompiled(session, ['unknown-lifetime']);
  const names = options.target ?? deciding.project.targets.map(({ name }) => name.value);
  if (names.length === 0)
    throw new Failure('ERR_PROJECT_INVALID', 'the project has no target', { subject: deciding.project.file });
  const isOne = options.target?.length === 1;
  const built: BuiltTarget[] = [];
  for (const target of names) {
    const { recipe } = configuredTarget(deciding.project, target);
    const folder = isOne ? options.out : `${options.out}/${target}`;
    built.push({ target, folder, artefact: await buildArtefact(deciding, target, recipe) });
  }
  const { dryRun = false, force = false } = options;
  if (!dryRun)
    for (const { folder, artefact } of built)
      writeOutput(resolve(io.cwd, folder), artefact.files, { force, subject: folder });
  const isArchived = dryRun || (await archiveBuilt(session, deciding, options));
  const capabilities = projectCapabilities(deciding.project.targets.filter(({ name }) => names.includes(name.value)));
  const whole = { digest: deciding.compiled.digest, isWritten: !dryRun, targets: built, capabilities };
  io.stdout.write(json ? jsonLine(buildJson(whole)) : buildText(whole, session));
  if (!json && !isArchived) io.stdout.write(session.fold(NOT_ARCHIVED));
  return EXIT.ok;
}

const NOT_ARCHIVED =
  '\nThe policy set is not archived, for its log is one that others share: `--archive` does it, and replays need it.\n';

/** Whether there is nothing to be said of it. Into a log on this machine always; what fails there is told, and what is built is built. Into one that others share where it is asked for. */
async function archiveBuilt(
  session: Session,
  deciding: CompiledProject,
  { archive = false }: BuildCommandOptions,
): Promise<boolean> {
  if (!archive && !isLocal(deciding.project.log.store)) return false;
  try {
    await withLog(session, {}, ({ store }) => archivePolicy(store, deciding, 'built', session.io));
  } catch (cause) {
    if (archive) throw cause;
    tellNotArchived(cause, session.io);
  }
  return true;
}
