// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromSources, serve, type Served } from '../../e2e/served.ts';

const HOST = join(import.meta.dirname, '../../e2e/collector/cli-host.ts');
const SCOPES = 40;

/** A policy of a hundred rules, of which those of the scopes that are asked for are read. */
function policy(): string {
  const scopes = Array.from({ length: SCOPES }, (_, n) => {
    const name = n === 0 ? 'orders:read' : n === 1 ? 'orders:write' : `records:read-${n}`;
    return `  ${name}:
    - rule: permit-${n}
      permit: '"staff" in request_roles.known && subject.id != "nobody-${n}"'
    - rule: deny-${n}
      deny: client.id in switches.clients`;
  });
  const claims = Array.from(
    { length: 15 },
    (_, n) => `  claim_${n}:
    - rule: set-${n}
      when: client.id == "client-${n}"
      value: '"value"'`,
  );
  return `policy: bench
owner: bench@example.com

gates:
  - rule: known
    permit: subject.id != "nobody"
  - rule: switched-off
    deny: client.id in switches.clients

scopes:
${scopes.join('\n').replaceAll('"staff" in request_roles.known && ', '')}

claims:
${claims.join('\n')}

roles:
  - rule: any-role
    permit: 'true'
  - rule: no-root
    deny: role == "root"

lifetime:
  - rule: workloads
    when: client.id == "some-workload"
    max: 2m
`;
}

const PROJECT = `assay: 1
name: bench
policies: [policy.yaml]
governs: { outside: deny }
sources:
  switches:
    owner: bench@example.com
    driver: static
    file: switches.yaml
    timeout: 100ms
    schema: { type: object, required: [clients], properties: { clients: { type: array, items: { type: string } } } }
targets:
  keycloak/issuance: {}
log:
  store: { driver: sqlite, file: decisions.db }
  required: true
`;

/** The bridge, with that policy and a log on the disk. */
export async function startBench(folder: string): Promise<Served> {
  const project = join(folder, 'project');
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, 'assay.yaml'), PROJECT);
  writeFileSync(join(project, 'policy.yaml'), policy());
  writeFileSync(join(project, 'switches.yaml'), 'clients: []\n');
  return serve(folder, { command: fromSources(HOST), options: ['--log-level', 'warn'], requestsPerSecond: 1_000_000 });
}
