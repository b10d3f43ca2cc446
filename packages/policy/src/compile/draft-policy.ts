// SPDX-License-Identifier: Apache-2.0
import type { Report } from '../diagnostics/report.ts';
import { expressionsOf, type PolicyDocument, type RuleNode } from '../document/policy-document.ts';
import type { Project } from '../document/project.ts';
import { parseExpression } from '../expression/parse.ts';
import type { Input } from '../expression/scope.ts';
import type { PolicyDraft } from './draft.ts';
import { importedInputs, resolveImports } from './imports.ts';
import type { Libraries } from './library.ts';
import type { Domain } from './never.ts';
import { draftRule } from './rules.ts';
import type { ScopeForms } from './scope-forms.ts';
import { sectionsOf } from './sections.ts';
import { checkVariables, variablesIn, type CheckedVariable } from './variables.ts';

/** What the policies of a project have in common. */
export interface ProjectParts {
  readonly project: Project;
  readonly inputs: ReadonlyMap<string, Input>;
  readonly libraries: Libraries;
  readonly forms: ScopeForms;
}

/** Checks one policy: its variables, then every rule. What is missing from the answer was reported. */
export function draftPolicy(
  document: PolicyDocument,
  { project, inputs: ofProject, libraries, forms }: ProjectParts,
  report: Report,
): PolicyDraft {
  const inputs = new Map([...ofProject, ...importedInputs(document, libraries)]);
  const variables = checkVariables(document.variables, inputs, report);
  const sections = sectionsOf(document, project, forms);
  const surroundings = { inputs, variables, libraries, applies: domainOf(document) };
  const rules = sections.flatMap(({ section, rules: nodes }) =>
    nodes.flatMap((node) => draftRule(node, section, surroundings, report) ?? []),
  );
  reportUnused(
    document,
    sections.flatMap((section) => section.rules),
    report,
  );
  reportUnusedImports(
    document,
    sections.flatMap((section) => section.rules),
    report,
  );
  const sound = [...variables].flatMap(([name, variable]): readonly [string, CheckedVariable][] =>
    'typed' in variable ? [[name, { ...variable, typed: resolveImports(variable.typed, libraries) }]] : [],
  );
  return { document, variables: new Map(sound), rules };
}

function domainOf({ applies }: PolicyDocument): Domain {
  const domain = new Map<string, ReadonlySet<string>>();
  if (applies?.audiences) domain.set('audience', new Set(applies.audiences.map(({ value }) => value)));
  if (applies?.clients) domain.set('client.id', new Set(applies.clients.map(({ value }) => value)));
  return domain;
}

function reportUnused({ variables }: PolicyDocument, rules: readonly RuleNode[], report: Report): void {
  if (variables.length === 0) return;
  const expressions = rules.flatMap(expressionsOf);
  const used = new Set(
    [...expressions, ...variables.map(({ expression }) => expression)].flatMap((expression) => {
      // the text is looked at first: most rules read no variable, and parsing is what takes time
      const parsed = expression.text.includes('variables') && parseExpression(expression.text);
      return parsed && 'ast' in parsed ? variablesIn(parsed.ast) : [];
    }),
  );
  for (const { name } of variables) {
    if (!used.has(name.value))
      report('unused-variable', name.span, `nothing reads the variable \`${name.value}\``, 'remove it');
  }
}

/** The text is looked at, and not the tree: an import is used where its name stands, and is no member. */
function reportUnusedImports({ imports, variables }: PolicyDocument, rules: readonly RuleNode[], report: Report): void {
  if (imports.length === 0) return;
  const texts = [...rules.flatMap(expressionsOf), ...variables.map(({ expression }) => expression)].map(
    ({ text }) => text,
  );
  for (const { name, file } of imports) {
    const isRead = new RegExp(`(?:^|[^.\\w])${name.value}(?!\\w)`);
    if (file.value !== '' && !texts.some((text) => isRead.test(text)))
      report('unused-import', name.span, `nothing reads the import \`${name.value}\``, 'remove it');
  }
}
