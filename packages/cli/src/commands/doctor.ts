// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from 'commander';
import { findProject } from '@assay/policy';
import type { CompiledProject } from '../compiled-project.ts';
import { DOCTOR_NAMES, DOCTORS, type DoctorName } from '../doctor/doctors.ts';
import { isHealthy, reportText } from '../doctor/report-text.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { examples } from '../examples.ts';
import { Failure } from '../failure.ts';
import { jsonLine } from '../json-line.ts';
import { requireCompiled } from '../require-compiled.ts';
import type { Runner } from '../runner.ts';
import type { Session } from '../session.ts';

interface DoctorOptions {
  readonly idp: DoctorName;
  readonly from: readonly string[];
}

const DESCRIPTION =
  'Reads what the tools of an identity provider export, and tells whether what `assay build` wrote is bound there, with which policy, and which grants of which clients pass it by. In a project, it is also compared with what the project builds now. Nothing is connected to, and no secret of an export is printed. Exits with 0 where every grant asks, 1 where one passes by or something is broken, 2 for input it cannot read.';

const EXAMPLES = [
  'a0deploy export --format directory --output_folder tenant && assay doctor --idp auth0 --from tenant',
  'aws cognito-idp describe-user-pool --user-pool-id ID > pool.json',
  'aws cognito-idp list-user-pool-clients --user-pool-id ID > clients.json',
  'aws cognito-idp describe-user-pool-client --user-pool-id ID --client-id CLIENT > client.json',
  'aws lambda get-function --function-name ARN > function.json',
  'assay doctor --idp cognito --from pool.json clients.json client.json function.json --project my-pool',
];

/** `assay doctor`: what is deployed, and what passes it by. */
export function addDoctor(program: Command, run: Runner): void {
  program
    .command('doctor')
    .summary('tell what is deployed at an identity provider, and what passes it by')
    .description(DESCRIPTION)
    .addOption(
      new Option('--idp <name>', 'the identity provider it is deployed at').choices(DOCTOR_NAMES).makeOptionMandatory(),
    )
    .requiredOption(
      '--from <path...>',
      'auth0: the folder, or the tenant.yaml, of `a0deploy export`; cognito: outputs of `aws`, `-` for standard input',
    )
    .addHelpText('after', examples(EXAMPLES))
    .action((options: DoctorOptions, command: Command) => run(command, (session) => doctor(session, options)));
}

async function doctor(session: Session, { idp, from }: DoctorOptions): Promise<ExitCode> {
  const { io, json } = session;
  const project = projectHere(session, idp);
  const report = await DOCTORS[idp]({ from, project }, io);
  const ok = isHealthy(report);
  const digest = project?.compiled.digest;
  const { artefacts, findings, grants, clients } = report;
  io.stdout.write(
    json
      ? jsonLine({
          ok,
          idp,
          project: digest === undefined ? null : { digest },
          artefacts,
          findings,
          coverage: { grants, clients },
        })
      : reportText(report, digest, session),
  );
  return ok ? EXIT.ok : EXIT.refused;
}

/** The project the user named, or the nearest one upwards; there need not be one, and of the nearest the targets may be elsewhere. */
function projectHere(session: Session, idp: DoctorName): CompiledProject | undefined {
  const { project: named, io } = session;
  if (named === undefined && findProject(io.cwd) === undefined) return undefined;
  const found = requireCompiled(session);
  if (found.project.targets.some(({ name }) => name.value.startsWith(`${idp}/`))) return found;
  if (named === undefined) return undefined;
  throw new Failure('ERR_PROJECT_INVALID', `the project has no target of ${idp}`, { subject: named });
}
