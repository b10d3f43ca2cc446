// SPDX-License-Identifier: Apache-2.0
import type { LogFinding } from '@assay/log/prove';
import type { LogStore } from '@assay/log/store';
import { checkArchived } from './check-archived.ts';
import { NOT_GENUINE } from './tell-genuine.ts';

/** What is wrong with the policy sets of the archive, the worst first; nothing, where each is what its digest says. */
export async function verifyArchive(store: Pick<LogStore, 'policies' | 'policy'>): Promise<readonly LogFinding[]> {
  const findings: LogFinding[] = [];
  for (const { digest } of await store.policies()) {
    const archived = await store.policy(digest);
    const found = archived === undefined ? 'genuine' : checkArchived(archived);
    if (found === 'genuine') continue;
    const message = `policy set \`${digest}\`: ${NOT_GENUINE[found]}`;
    if (found === 'unknown') findings.push({ code: 'policy-unchecked', severity: 'warning', message });
    else findings.unshift({ code: 'policy-differs', severity: 'error', message });
  }
  return findings;
}
