// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import {
  checkGovernedTargets,
  checkTargets,
  DIAGNOSTICS,
  type CompiledPolicySet,
  type Diagnostic,
  type DiagnosticCode,
  type Project,
  type Span,
} from '@assay/policy';
import { isMap, isScalar, parseDocument, type Range } from 'yaml';
import { TARGETS } from './idps.ts';

/**
 * What is wrong with the targets of a project: names nobody knows, settings the adapter refuses, audiences nobody governs, and (where the policies compiled) rules a
 * target cannot carry out.
 */
export function targetFindings(project: Project, compiled: CompiledPolicySet | undefined): readonly Diagnostic[] {
  const text = project.files.get(project.file) ?? '';
  const findings: Diagnostic[] = [];
  const capabilities = project.targets.flatMap((target) => {
    const configure = TARGETS.get(target.name.value);
    if (configure === undefined) {
      const known = [...TARGETS.keys()].map((name) => `\`${name}\``);
      findings.push(
        diagnostic(
          'unknown-name',
          target.name.span,
          `no target is called \`${target.name.value}\``,
          `known targets: ${known.join(', ')}`,
        ),
      );
      return [];
    }
    const configured = configure(target.settings);
    if (configured.ok) return configured.value.capabilities;
    const span = (problem: Problem): Span => spanIn(text, ['targets', target.name.value], problem.path, target.span);
    findings.push(
      ...configured.problems.map((problem) =>
        diagnostic('invalid-value', span(problem), `target \`${target.name.value}\`: ${problem.message}`),
      ),
    );
    return [];
  });
  findings.push(...checkGovernedTargets(project, capabilities));
  return compiled ? [...findings, ...checkTargets(project, compiled.table, capabilities)] : findings;
}

function diagnostic(code: DiagnosticCode, span: Span, message: string, help?: string): Diagnostic {
  return { code, severity: DIAGNOSTICS[code].severity, message, span, ...(help !== undefined && { help }) };
}

/** Where the member at `pointer` stands, as far as the pointer leads; where it leads nowhere, `whole`. */
function spanIn(text: string, base: readonly string[], pointer: string, whole: Span): Span {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let node: unknown = parseDocument(text).contents;
  let range: Range | null | undefined;
  for (const step of [...base, ...steps]) {
    if (!isMap(node)) break;
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
    if (pair === undefined) break;
    range = isScalar(pair.value) ? pair.value.range : isScalar(pair.key) ? pair.key.range : undefined;
    node = pair.value;
  }
  return range ? { file: whole.file, start: range[0], end: range[1] } : whole;
}
