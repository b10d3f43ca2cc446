// SPDX-License-Identifier: Apache-2.0
import type { DiagnosticCode } from '../diagnostic-codes.ts';
import type { Diagnostic, Span } from '../diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import { createReport, type Report } from '../diagnostics/report.ts';
import { checkLogFile } from './check-log-file.ts';
import { checkOwners } from './check-owners.ts';
import { checkAcrossFiles } from './check-project.ts';
import type { LibraryDocument } from './library-document.ts';
import { logConfigOf } from './log-config.ts';
import { parseLibrary } from './parse-library.ts';
import { parsePolicy } from './parse-policy.ts';
import type { PolicyDocument } from './policy-document.ts';
import { PROJECT_FILE } from './project-file.ts';
import { governanceOf, readInputs, readSources } from './project-parts.ts';
import { projectShape } from './project-shape.ts';
import type { Project } from './project.ts';
import { readShape } from './read-shape.ts';

/** Why a file cannot be read; `message` follows the file's name. */
export interface FileProblem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help?: string;
}

/** Reads a file by its path relative to the project's folder; undefined when there is none. */
export type ProjectFiles = (path: string) => string | FileProblem | undefined;

/** What was read of a project. */
export interface ParsedProject {
  /** Undefined when the project file itself has mistakes; the policies may have mistakes of their own. */
  readonly project?: Project;
  readonly diagnostics: readonly Diagnostic[];
  /** The text of every file that was read: what diagnostics are drawn over. */
  readonly files: ReadonlyMap<string, string>;
}

/** Reads the project file and all it names: policies and the data of static sources. Never throws; reports every mistake. */
export function parseProject(read: ProjectFiles): ParsedProject {
  const { diagnostics, report } = createReport();
  const files = new Map<string, string>();
  const open = (path: string, namedAt: Span): string | undefined => {
    const text = files.get(path) ?? read(path);
    if (typeof text === 'string') {
      files.set(path, text);
      return text;
    }
    report(text?.code ?? 'file-not-found', namedAt, `${quote(path)} ${text?.message ?? 'does not exist'}`, text?.help);
    return undefined;
  };
  const result = (project?: Project): ParsedProject => ({ ...(project && { project }), diagnostics, files });

  const text = open(PROJECT_FILE, { file: PROJECT_FILE, start: 0, end: 0 });
  const root = text === undefined ? undefined : readShape(PROJECT_FILE, text, projectShape, report);
  if (root === undefined) return result();
  const { fields } = root;
  const owned = (fields.policies ?? []).flatMap((entry) => {
    const { value: path, span } = entry.file;
    const policyText = open(path, span);
    const parsed = policyText === undefined ? undefined : parsePolicy(path, policyText);
    diagnostics.push(...(parsed?.diagnostics ?? []));
    return parsed?.document === undefined ? [] : [{ entry, document: parsed.document }];
  });
  const policies = owned.map(({ document }) => document);
  const libraries = readLibraries(policies, open, diagnostics, report);
  const sources = readSources(fields.sources ?? [], open, report);
  const inputs = readInputs(fields.inputs?.fields, report);
  const governance = governanceOf(fields);
  checkAcrossFiles({ policies, governance, sources: sources.map((source) => source.name.value), files }, report);
  checkOwners(owned, report);
  checkLogFile(fields, libraries, report);
  const { name, log } = fields;
  const complete = !diagnostics.some(({ severity, span }) => severity === 'error' && span.file === PROJECT_FILE);
  const logConfig = log && logConfigOf(log.fields);
  if (!complete || governance === undefined || name === undefined || logConfig === undefined) return result();
  return result({
    file: PROJECT_FILE,
    name: name.value,
    policies,
    libraries,
    governance,
    sources,
    inputs,
    targets: (fields.targets ?? []).map(({ key, value, node }) => ({
      name: key,
      settings: value.value.value,
      span: node.span,
    })),
    log: logConfig,
    files,
  });
}

/** Every library that policies import, each read once. */
function readLibraries(
  policies: readonly PolicyDocument[],
  open: (path: string, namedAt: Span) => string | undefined,
  diagnostics: Diagnostic[],
  report: Report,
): readonly LibraryDocument[] {
  const read = new Set<string>();
  return policies
    .flatMap(({ imports }) => imports)
    .flatMap(({ file: { value: file, span } }) => {
      if (policies.some((policy) => policy.file === file) || file === PROJECT_FILE) {
        report(
          'invalid-value',
          span,
          `expected a library, and found ${quote(file)}, which is none`,
          'a library begins with `library:`',
        );
        return [];
      }
      if (file === '' || read.has(file)) return [];
      read.add(file);
      const text = open(file, span);
      const parsed = text === undefined ? undefined : parseLibrary(file, text);
      diagnostics.push(...(parsed?.diagnostics ?? []));
      return parsed?.document === undefined ? [] : [parsed.document];
    });
}
