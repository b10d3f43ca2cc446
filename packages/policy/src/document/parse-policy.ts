// SPDX-License-Identifier: Apache-2.0
import type { Diagnostic, Located, Span } from '../diagnostic.ts';
import { lineIndex, positionOf } from '../diagnostics/line-index.ts';
import { quote } from '../diagnostics/quote.ts';
import { createReport, type Report } from '../diagnostics/report.ts';
import { resolveImport } from './import-path.ts';
import type { PolicyDocument, RuleNode } from './policy-document.ts';
import { policyShape } from './policy-shape.ts';
import { readShape } from './read-shape.ts';

/** What was read of a policy file. */
export interface ParsedPolicy {
  /**
   * What could be read, mistakes or not, so that a compiler finds its own mistakes beside those of the shape.
   * A missing name or owner is an empty string. Undefined when the file holds no map.
   */
  readonly document?: PolicyDocument;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a policy file: its text, its shape, and where everything stands. Never throws; reports every mistake. */
export function parsePolicy(file: string, text: string): ParsedPolicy {
  const { diagnostics, report } = createReport();
  const read = readShape(file, text, policyShape, report);
  if (read === undefined) return { diagnostics };
  const {
    policy,
    owner,
    description,
    applies,
    imports,
    variables,
    gates,
    scopes,
    claims,
    authorization_details: details,
    groups,
    roles,
    lifetime,
  } = read.fields;
  const nowhere: Located<string> = { value: '', span: read.at };
  const document: PolicyDocument = {
    file,
    name: policy ?? nowhere,
    owner: owner ?? nowhere,
    ...(description && { description }),
    ...(applies && { applies: applies.fields }),
    imports: (imports ?? []).map(({ key, value }) => ({ name: key, file: resolveImport(file, value, report) })),
    variables: (variables ?? []).map(({ key, value }) => ({ name: key, expression: value })),
    gates: gates ?? [],
    scopes: scopes ?? [],
    claims: claims ?? [],
    authorizationDetails: details ?? [],
    groups: groups ?? [],
    roles: roles ?? [],
    lifetime: lifetime ?? [],
  };
  reportDuplicateRules(document, text, report);
  return { document, diagnostics };
}

/** Every rule of a policy, in the order of its sections. */
export function rulesOfPolicy(document: PolicyDocument): readonly RuleNode[] {
  const groups = [...document.scopes, ...document.claims, ...document.authorizationDetails];
  return [
    ...document.gates,
    ...groups.flatMap(({ rules }) => rules),
    ...document.groups,
    ...document.roles,
    ...document.lifetime,
  ];
}

function reportDuplicateRules(document: PolicyDocument, text: string, report: Report): void {
  const index = lineIndex(text);
  const first = new Map<string, Span>();
  const inOrder = rulesOfPolicy(document).toSorted((a, b) => a.id.span.start - b.id.span.start);
  for (const { id } of inOrder) {
    if (id.value === '') continue;
    const before = first.get(id.value);
    if (before === undefined) {
      first.set(id.value, id.span);
    } else {
      const { line, column } = positionOf(index, before.start);
      report(
        'duplicate-rule',
        id.span,
        `a second rule ${quote(id.value)} in this policy`,
        `the first is at ${line}:${column}`,
      );
    }
  }
}
