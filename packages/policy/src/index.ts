// SPDX-License-Identifier: Apache-2.0
export { DIAGNOSTICS, type DiagnosticCode } from './diagnostic-codes.ts';
export type { Diagnostic, Located, Span } from './diagnostic.ts';
export { hasErrors } from './diagnostics/report.ts';
export { filesIn, findProject, loadProject } from './document/load-project.ts';
export { parsePolicy, type ParsedPolicy } from './document/parse-policy.ts';
export { parseProject, PROJECT_FILE, type FileProblem, type ParsedProject, type ProjectFiles } from './document/parse-project.ts';
export type { Expression, PolicyDocument, RuleGroup, RuleNode, VariableNode } from './document/policy-document.ts';
export type { JsonSchema, LogConfig, Project, SourceConfig, TargetConfig } from './document/project.ts';
