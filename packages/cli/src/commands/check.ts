// SPDX-License-Identifier: Apache-2.0
import { relative } from 'node:path';
import type { Command } from 'commander';
import { hasErrors, renderDiagnostics, toJsonDiagnostics, type Diagnostic } from '@assay/policy';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { examples } from '../examples.ts';
import { jsonLine } from '../json-line.ts';
import { openProject } from '../open-project.ts';
import { projectSummary } from '../project-summary.ts';
import type { Runner } from '../runner.ts';
import type { Session } from '../session.ts';
import { summaryText } from '../views/summary-text.ts';

const DESCRIPTION =
  'Reads the project, its policies and the data of its sources, checks them against each other and against what its targets can carry out, and lists what is governed and what is not. Exits with 0, or with 1 where there are errors.';

/** `assay check`: every mistake at once, and what the policies govern. */
export function addCheck(program: Command, run: Runner): void {
  program
    .command('check')
    .summary('find the mistakes of a project, and list what it governs')
    .description(DESCRIPTION)
    .addHelpText('after', examples(['assay check', 'assay check --project examples/quickstart', 'assay check --json']))
    .action((_: object, command: Command) => run(command, check));
}

function check(session: Session): ExitCode {
  const { io, json, paint, isColored, width } = session;
  const { directory, pathOf, project, compiled, diagnostics, files } = openProject(session);
  const code = hasErrors(diagnostics) ? EXIT.refused : EXIT.ok;
  const summary = project && compiled && projectSummary(project, compiled);
  if (json) {
    io.stdout.write(
      jsonLine({ ok: code === EXIT.ok, diagnostics: toJsonDiagnostics(diagnostics, files), summary: summary ?? null }),
    );
    return code;
  }
  const drawn = renderDiagnostics(diagnostics, files, { color: isColored, width, pathOf });
  const place = relative(io.cwd, directory) || '.';
  const mark = code === EXIT.ok ? paint.green : paint.red;
  const counts = `${mark(countsOf(diagnostics))} in ${place}`;
  const parts = [
    ...(drawn === '' ? [] : [drawn]),
    ...(summary ? [session.fold(summaryText(summary, session))] : []),
    `${counts}\n`,
  ];
  io.stdout.write(parts.join('\n'));
  return code;
}

function countsOf(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic['severity']): string => {
    const found = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return found === 0 ? `no ${severity}s` : `${found} ${severity}${found === 1 ? '' : 's'}`;
  };
  return `${count('error')}, ${count('warning')}`;
}
