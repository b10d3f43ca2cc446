// SPDX-License-Identifier: Apache-2.0
import type { Report } from '../diagnostics/report.ts';
import type { Project } from '../document/project.ts';

/** Reports claims that are reserved beyond those of every policy. */
export function reportReserved({ policies }: Project, reserved: readonly string[], report: Report): void {
  for (const { name } of policies.flatMap(({ claims }) => claims)) {
    if (reserved.includes(name.value))
      report('reserved-claim', name.span, `no policy may touch the claim \`${name.value}\``, 'use a claim of your own');
  }
}
