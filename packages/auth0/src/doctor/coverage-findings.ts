// SPDX-License-Identifier: Apache-2.0
import type { DeploymentFinding, Reach } from '@assay/core/pep';
import type { Coverage } from './coverage.ts';
import type { TenantFacts } from './facts.ts';
import { GRANTS, type AskedBy, type Grant } from './grants.ts';

const SHOWN = 5;

/** A finding for each reason why grants pass by, with the clients that have them; and for what the export does not tell. Pure. */
export function coverageFindings(facts: TenantFacts, coverage: Coverage): readonly DeploymentFinding[] {
  const { file, path } = facts.bindings ?? { file: 'triggers', path: '' };
  const findings: DeploymentFinding[] = [];
  for (const [why, { reach, grants, clients }] of openCells(coverage)) {
    const isKnown = reach === 'passes_by';
    findings.push({
      code: isKnown ? 'grant-passes-by' : 'grant-unknown',
      severity: isKnown ? 'error' : 'warning',
      file,
      path,
      message: `${[...grants].join(', ')} of ${named([...clients])}: ${why}`,
      help: HELP[GRANTS[[...grants][0] ?? 'other']],
    });
  }
  for (const client of facts.clients ?? [])
    if (!client.grantTypes)
      findings.push({
        code: 'client-not-told',
        severity: 'warning',
        file: client.file,
        path: client.path,
        message: `what \`${client.name}\` may is not told: it is taken for what clients usually may`,
        help: 'set `grant_types` of the client',
      });
  if (!facts.clients)
    findings.push({
      code: 'clients-not-listed',
      severity: 'info',
      file: 'clients',
      path: '',
      message: 'which clients there are is not told',
      help: 'export `clients`, too',
    });
  return findings;
}

const HELP: Readonly<Record<AskedBy, string>> = {
  'post-login': 'have an Action built for auth0/post-login bound and deployed, or take the grants from these clients',
  'credentials-exchange':
    'have an Action built for auth0/credentials-exchange bound and deployed, or take the grant from these clients',
  nothing: 'take the grant from clients that should not have such tokens',
  unknown: 'take grant types from these clients that are not known, or find out whether Actions run for them',
};

interface Open {
  readonly reach: Reach;
  readonly grants: Set<Grant>;
  readonly clients: Set<string>;
}

/** What does not ask, or may not, by the reason. */
function openCells({ grants, clients }: Coverage): ReadonlyMap<string, Open> {
  const open = new Map<string, Open>();
  for (const grant of grants)
    for (const { client, cells } of clients) {
      const { reach, why } = cells[grant] ?? { reach: 'not_allowed', why: '' };
      if (reach !== 'passes_by' && reach !== 'unknown') continue;
      const found = open.get(why) ?? { reach, grants: new Set(), clients: new Set() };
      found.grants.add(grant);
      found.clients.add(client);
      open.set(why, found);
    }
  return open;
}

function named(clients: readonly string[]): string {
  const shown = clients.slice(0, SHOWN).map((client) => `\`${client}\``);
  const more = clients.length - shown.length;
  return more === 0 ? shown.join(', ') : `${shown.join(', ')} and ${more} more`;
}
