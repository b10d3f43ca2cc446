// SPDX-License-Identifier: Apache-2.0
export { DIAGNOSTICS, type DiagnosticCode } from './diagnostic-codes.ts';
export type { Diagnostic, Located, Span } from './diagnostic.ts';
export { renderDiagnostics, type RenderOptions } from './diagnostics/render.ts';
export { hasErrors } from './diagnostics/report.ts';
export { toJsonDiagnostics, type JsonDiagnostic } from './diagnostics/to-json.ts';
export { filesIn, findProject, loadProject } from './document/load-project.ts';
export { parseLibrary, type ParsedLibrary } from './document/parse-library.ts';
export { parsePolicy, type ParsedPolicy } from './document/parse-policy.ts';
export { parseProject, type FileProblem, type ParsedProject, type ProjectFiles } from './document/parse-project.ts';
export { PROJECT_FILE } from './document/project-file.ts';
export { publishedSchemas } from './document/published-schemas.ts';
export type { Expression, PolicyDocument, RuleGroup, RuleNode, VariableNode } from './document/policy-document.ts';
export type {
  DynamoDbSourceConfig,
  HttpAuth,
  HttpSourceConfig,
  JsonSchema,
  LogConfig,
  LogStoreConfig,
  Project,
  SourceConfig,
  StaticSourceConfig,
  TargetConfig,
} from './document/project.ts';
export { completionsAt, type Completion } from './editor/complete.ts';
export { hoverAt, type Hover } from './editor/hover.ts';
export type { EditorContext } from './editor/names.ts';
export { formatText, type FormattedText } from './format/format.ts';
export { checkLibraryFile } from './compile/check-library.ts';
export { compileProject, type Compilation, type CompiledPolicySet, type CompileOptions } from './compile/compile.ts';
export { governedSummary, type GovernedSummary } from './compile/governed-summary.ts';
export { languageModule, partsOf, type Parts } from './compile/parts-of.ts';
export { checkGovernedTargets } from './compile/targets/check-governed.ts';
export { checkTargets } from './compile/targets/check-targets.ts';
export type { TargetCapability } from './compile/targets/target.ts';
export type { PolicySource, SourceText } from './compile/source.ts';
export { createFileRunner, runCase, testPdp, type CaseResult } from './tests/run-tests.ts';
export { createCaseRunner, type CaseOutcome, type CaseRunner } from './tests/run-case.ts';
export type { ItemsOf, Mismatch } from './tests/mismatch.ts';
export { parseTests, TEST_FILE, type ParsedTests } from './tests/parse-tests.ts';
export type { CaseInputs, PolicyTest, TestCase, TestFile } from './tests/test-case.ts';
export { testContextOf, type TestContext } from './tests/test-context.ts';
export {
  createCoverage,
  unseenOfCondition,
  unseenOfRule,
  type ConditionCoverage,
  type Coverage,
  type CoverageCollector,
  type RuleCoverage,
} from './tests/coverage.ts';
export { watchDecisions, type SeenDecision } from './tests/watch-decisions.ts';
export { mutate, type Change, type MutationResult } from './tests/mutate/mutate.ts';
export { MUTATIONS, type MutationName } from './tests/mutate/mutant.ts';
