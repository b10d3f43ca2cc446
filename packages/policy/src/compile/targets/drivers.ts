// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable } from '@assay/core/pdp';
import type { Report } from '../../diagnostics/report.ts';
import type { Project } from '../../document/project.ts';
import type { TargetCapability } from './target.ts';

/** A source that rules read, and that cannot be read where the target runs: rules that read it would err there, every time. */
export function checkDrivers(
  { sources }: Project,
  { slots }: DecisionTable,
  { drivers, name: target }: TargetCapability,
  report: Report,
): void {
  if (drivers === undefined) return;
  const read = new Set(slots.flatMap(({ root, path }) => (root === 'attribute' ? path.slice(0, 1) : [])));
  for (const { name, driver } of sources) {
    if (drivers.includes(driver) || !read.has(name.value)) continue;
    report(
      'unenforceable',
      name.span,
      `\`${target}\` cannot read the source \`${name.value}\`, whose driver is \`${driver}\``,
      `drivers that work there: ${drivers.join(', ')}`,
    );
  }
}
