// SPDX-License-Identifier: Apache-2.0
import type { Governance } from '@assay/core/pdp';
import type { Located } from '../diagnostic.ts';
import { lineIndex, positionOf } from '../diagnostics/line-index.ts';
import { didYouMean } from '../diagnostics/near-match.ts';
import { quote } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import type { PolicyDocument } from './policy-document.ts';
import { isScopeNameProblem, parseScopeName } from './scope-name.ts';

interface Parts {
  readonly policies: readonly PolicyDocument[];
  readonly governance: Governance | undefined;
  /** Names of sources. */
  readonly sources: readonly string[];
  readonly files: ReadonlyMap<string, string>;
}

/** What no file alone can show: names used twice, variables that hide a source, policies about what the project does not govern. */
export function checkAcrossFiles(parts: Parts, report: Report): void {
  checkPolicyNames(parts, report);
  for (const policy of parts.policies) {
    checkImports(policy, parts.sources, report);
    checkScopeVariables(policy, parts.sources, report);
    if (parts.governance !== undefined) checkGoverned(policy, parts.governance, report);
  }
}

function checkPolicyNames({ policies, files }: Parts, report: Report): void {
  const first = new Map<string, Located<string>>();
  for (const { name } of policies) {
    if (name.value === '') continue;
    const before = first.get(name.value);
    if (before === undefined) {
      first.set(name.value, name);
      continue;
    }
    const { file, start } = before.span;
    const { line, column } = positionOf(lineIndex(files.get(file) ?? ''), start);
    report(
      'duplicate-policy',
      name.span,
      `a second policy ${quote(name.value)} in this project`,
      `the first is at ${file}:${line}:${column}`,
    );
  }
}

function checkImports({ imports }: PolicyDocument, sources: readonly string[], report: Report): void {
  for (const { name } of imports)
    if (sources.includes(name.value))
      report(
        'reserved-name',
        name.span,
        `the import ${quote(name.value)} would hide the source of the same name`,
        'give the import another name',
      );
}

function checkScopeVariables(policy: PolicyDocument, sources: readonly string[], report: Report): void {
  for (const { name } of policy.scopes) {
    const read = parseScopeName(name.value);
    if (isScopeNameProblem(read)) continue;
    const imports = policy.imports.map((entry) => entry.name.value);
    const hidden = read.parts.find((part, index) => index % 2 === 1 && [...sources, ...imports].includes(part));
    if (hidden === undefined) continue;
    report(
      'reserved-name',
      name.span,
      `the variable ${quote(hidden)} would hide the ${sources.includes(hidden) ? 'source' : 'import'} of the same name`,
      'give the variable another name',
    );
  }
}

function checkGoverned(policy: PolicyDocument, governance: Governance, report: Report): void {
  const warn = (what: string, { value, span }: Located<string>, key: string): void =>
    report(
      'ungoverned',
      span,
      `the project does not govern the ${what} ${quote(value)}: these rules never decide`,
      `add it to \`governs.${key}\` in assay.yaml`,
    );
  const { audiences, clients, scopes } = governance;
  const named = [
    { what: 'audience', key: 'audiences', governed: audiences, entries: policy.applies?.audiences ?? [] },
    { what: 'client', key: 'clients', governed: clients, entries: policy.applies?.clients ?? [] },
  ] as const;
  for (const { what, key, governed, entries } of named) {
    if (governed === undefined) continue;
    const outside = entries.filter(({ value }) => !governed.includes(value));
    const [first] = outside;
    if (first === undefined || outside.length < entries.length) {
      for (const entry of outside) warn(what, entry, key);
      continue;
    }
    report(
      'ungoverned-policy',
      first.span,
      `the policy ${quote(policy.name.value)} never decides: it applies to no ${what} the project governs`,
      didYouMean(first.value, governed) ?? `add ${quote(first.value)} to \`governs.${key}\` in assay.yaml`,
    );
  }
  if (scopes)
    for (const { name } of policy.scopes)
      if (!scopes.some((entry) => mayMatch(entry, name.value))) warn('scope', name, 'scopes');
}

/** Whether some scope that `pattern` stands for, a name with variables, is one that `entry` governs: a name, or a prefix with `*`. */
function mayMatch(entry: string, pattern: string): boolean {
  const brace = pattern.indexOf('{');
  const literal = brace === -1 ? pattern : pattern.slice(0, brace);
  if (!entry.endsWith('*')) return brace === -1 ? entry === literal : entry.startsWith(literal);
  const prefix = entry.slice(0, -1);
  return literal.startsWith(prefix) || (brace !== -1 && prefix.startsWith(literal));
}
