// SPDX-License-Identifier: Apache-2.0
import type { Diagnostic } from '../../diagnostic.ts';
import { quote, quoteList } from '../../diagnostics/quote.ts';
import { createReport } from '../../diagnostics/report.ts';
import type { Project } from '../../document/project.ts';
import { mayIssueFor, type TargetCapability } from './target.ts';

/**
 * Reports the targets none of whose tokens the project decides about: with `outside: pass` every policy would be passed by, without a word.
 * Each stands at its name in the project file.
 */
export function checkGovernedTargets(project: Project, targets: readonly TargetCapability[]): readonly Diagnostic[] {
  const { diagnostics, report } = createReport();
  const governed = project.governance.audiences;
  if (governed === undefined) return diagnostics;
  for (const target of targets) {
    const name = project.targets.find((candidate) => candidate.name.value === target.name)?.name;
    if (name === undefined || mayIssueFor(target, governed)) continue;
    const issued = target.audiences ?? [];
    const found = issued.length === 0 ? 'which has no `audience` here' : `whose tokens are for ${listed(issued)}`;
    report(
      'ungoverned-target',
      name.span,
      `no policy ever decides at ${quote(target.name)}, ${found}: the project governs no audience of it`,
      `the project governs ${listed(governed)}: give the target such an \`audience\`, or add its own to \`governs.audiences\``,
    );
  }
  return diagnostics;
}

// Nobody reads more names in one line.
const SHOWN = 3;

function listed(names: readonly string[]): string {
  return names.length > SHOWN ? `${names.slice(0, SHOWN).map(quote).join(', ')} and others` : quoteList(names, 'and');
}
