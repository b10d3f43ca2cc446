// SPDX-License-Identifier: Apache-2.0
import { quote } from '../../diagnostics/quote.ts';
import type { Report } from '../../diagnostics/report.ts';
import type { Project } from '../../document/project.ts';
import type { TargetCapability } from './target.ts';

/** A target that is not told the scopes of its tokens, where nobody accepted that: every token is refused there, whatever the policy says. */
export function checkSeen({ targets }: Project, { name, capabilities }: TargetCapability, report: Report): void {
  const written = targets.find((target) => target.name.value === name)?.name;
  if (!capabilities.hasUnseenScopes || written === undefined) return;
  report(
    'unenforceable',
    written.span,
    `every token of ${quote(name)} is refused: its events do not tell the scopes`,
    capabilities.unseenScopesAdvice,
  );
}
