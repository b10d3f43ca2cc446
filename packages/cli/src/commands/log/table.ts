// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { LogTableOptions } from '@assay/log/dynamodb';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { Failure } from '../../failure.ts';
import { jsonLine } from '../../json-line.ts';
import { openProject } from '../../open-project.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';
import { writeOutput } from '../../write-output.ts';

interface TableOptions {
  readonly name?: string;
  readonly table?: string;
  readonly out: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
}

const DESCRIPTION =
  'Writes what makes the table of a log in DynamoDB: a CloudFormation template, a CDK construct and a Terraform module, each with the roles of a writer, a reader, a sealer and a keeper. Of a project whose log is a table, the names are its own. Nothing is connected to.';

/** `assay log table`: what makes the table of a log in DynamoDB. */
export function addTable(log: Command, run: Runner): void {
  log
    .command('table')
    .summary('write what makes the table of a log in DynamoDB')
    .description(DESCRIPTION)
    .option('--name <name>', 'what the log is called; of a project, its name')
    .option('--table <name>', 'what the table is called; of a project, that of its log')
    .option('--out <dir>', 'the folder that is written', 'assay-log-table')
    .option('--dry-run', 'tell what would be written')
    .option('--force', 'replace files that are in the way')
    .addHelpText(
      'after',
      examples([
        'assay log table --out deploy/log-table',
        'assay log table --name payments --table assay-log --dry-run',
      ]),
    )
    .action((options: TableOptions, command: Command) => run(command, (session) => table(session, options)));
}

async function table(session: Session, options: TableOptions): Promise<ExitCode> {
  const { io, json } = session;
  const { logTableFiles } = await import('@assay/log/dynamodb');
  const names = namesOf(session, options);
  const files = logTableFiles(names).map(({ path, text }) => ({ path, content: text }));
  const { out, dryRun = false, force = false } = options;
  if (!dryRun) writeOutput(resolve(io.cwd, out), files, { force, subject: out });
  const paths = files.map(({ path }) => path);
  if (json) io.stdout.write(jsonLine({ folder: out, files: paths, isWritten: !dryRun }));
  else
    io.stdout.write(`${dryRun ? 'would write' : 'wrote'} to ${out}:\n${paths.map((path) => `  ${path}\n`).join('')}`);
  return EXIT.ok;
}

/** What was asked for comes first; what was not is the project's. */
function namesOf(session: Session, { name, table: tableName }: TableOptions): LogTableOptions {
  if (name !== undefined) return { name, ...(tableName !== undefined && { table: tableName }) };
  const { project } = openProject(session);
  if (project === undefined)
    throw new Failure('ERR_PROJECT_INVALID', 'the project has mistakes', {
      help: '`assay check` shows them; `--name` needs no project',
    });
  const { store } = project.log;
  const found = tableName ?? (store.driver === 'dynamodb' ? store.table : undefined);
  return { name: project.name, ...(found !== undefined && { table: found }) };
}
