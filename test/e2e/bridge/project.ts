// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatPeps, newPep } from '@assay/bridge';

/** A project for the bridge in a folder of its own, and who may ask it. */
export interface BridgeProject {
  readonly folder: string;
  readonly secret: string;
  /** Of whoever may post a policy. */
  readonly writer: string;
  /** Replaces a text of the policy. */
  readonly change: (from: string, to: string) => void;
}

const POLICY = `policy: orders
owner: orders-iam@example.com
applies: { audiences: [orders-api] }
gates:
  - rule: all
    permit: 'true'
scopes:
  orders:read:
    - rule: reader
      permit: 'true'
claims:
  tenant:
    - rule: tenant
      value: '"north"'
      tokens: [access_token]
`;

/** Writes a project whose log is at `store` (as `log.store` of assay.yaml has it). */
export function writeBridgeProject(folder: string, store: string): BridgeProject {
  mkdirSync(join(folder, 'policies'), { recursive: true });
  const policy = join(folder, 'policies/orders.yaml');
  writeFileSync(
    join(folder, 'assay.yaml'),
    `assay: 1\nname: orders\npolicies: [policies/orders.yaml]\ngoverns: { audiences: [orders-api], outside: deny }\ntargets: { keycloak/issuance: {} }\nlog: { store: ${store}, required: true }\n`,
  );
  writeFileSync(policy, POLICY);
  const keycloak = newPep('keycloak', ['issue', 'events']);
  const writer = newPep('release', ['policy-writer', 'metrics']);
  writeFileSync(join(folder, 'peps.json'), formatPeps([keycloak.entry, writer.entry]));
  return {
    folder,
    secret: keycloak.secret,
    writer: writer.secret,
    change: (from, to) => writeFileSync(policy, readFileSync(policy, 'utf8').replace(from, to)),
  };
}
