// SPDX-License-Identifier: Apache-2.0
import { renderDiagnostics, toJsonDiagnostics, type DiagnosticCode } from '@assay/policy';
import type { CompiledProject } from './compiled-project.ts';
import { Failure } from './failure.ts';
import { openProject } from './open-project.ts';
import type { Session } from './session.ts';

/**
 * The project, compiled. One with mistakes cannot decide: they are shown on standard error, and ERR_PROJECT_INVALID is thrown. `refused` are warnings that are
 * mistakes to who asks.
 */
export function requireCompiled(session: Session, refused: readonly DiagnosticCode[] = []): CompiledProject {
  const { directory, pathOf, project, compiled, diagnostics, files } = openProject(session);
  const errors = diagnostics.filter(({ severity, code }) => severity === 'error' || refused.includes(code));
  if (project && compiled && errors.length === 0) return { directory, project, compiled };
  const count = `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}`;
  const problems = toJsonDiagnostics(errors, files);
  if (session.json) {
    const asProblems = problems.map(({ file, line, column, code, message }) => ({
      path: `${file}:${line}:${column}`,
      message: `${code}: ${message}`,
    }));
    throw new Failure('ERR_PROJECT_INVALID', `the project has ${count}`, { problems: asProblems });
  }
  const { isColored, width, io } = session;
  io.stderr.write(`${renderDiagnostics(errors, files, { color: isColored && io.stderr.isTerminal, width, pathOf })}\n`);
  throw new Failure('ERR_PROJECT_INVALID', `the project has ${count}, and cannot decide before they are mended`);
}
