// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeployedTriggerId as Trigger } from '@assay/auth0/deploy';
import { ROOT } from '../../docs/pages.ts';
import { runAssaySync } from '../../docs/run.ts';

export type { Trigger };
export const TRIGGERS: readonly Trigger[] = ['post-login', 'credentials-exchange', 'custom-token-exchange'];

/** What is deployed in these tests: one Action per trigger, the secrets sorted. */
export const ACTIONS = {
  'post-login': { name: 'assay-post-login', secrets: ['ORDERS_TOKEN', 'SESSION_KEY'], subjectTokenTypes: [] },
  'credentials-exchange': { name: 'assay-credentials-exchange', secrets: [], subjectTokenTypes: [] },
  'custom-token-exchange': {
    name: 'assay-custom-token-exchange',
    secrets: ['ISSUER_KEY'],
    subjectTokenTypes: ['urn:acme:legacy-token', 'https://acme.example/partner-token'],
  },
} as const satisfies Readonly<
  Record<Trigger, { name: string; secrets: readonly string[]; subjectTokenTypes: readonly string[] }>
>;

/** Writes the output folder of the Action of a trigger: what `assay build` makes of the project `assay init` writes. Versions differ in their policy. */
export function writeFolder(folder: string, trigger: Trigger, version = 1): void {
  const project = mkdtempSync(join(tmpdir(), 'assay-auth0-project-'));
  try {
    assay('init', project, '--idp', 'auth0');
    edit(join(project, 'assay.yaml'), 'name: my-project', 'name: assay');
    edit(join(project, 'policies/orders.yaml'), 'this client is switched off', `version ${version}`);
    const [secret] = ACTIONS[trigger].secrets;
    if (secret !== undefined) addSource(project, secret);
    edit(
      join(project, 'assay.yaml'),
      '    # redirect: { url: https://consent.example.com/, secret: CONSENT_KEY }',
      REDIRECT,
    );
    edit(join(project, 'assay.yaml'), 'https://partner.example.com/token-types/session', TOKEN_TYPES);
    assay('build', '--project', project, '--target', `auth0/${trigger}`, '--out', folder);
  } finally {
    rmSync(project, { recursive: true });
  }
}

const REDIRECT = '    redirect: { url: https://consent.example.com/, secret: SESSION_KEY }';
const TOKEN_TYPES = ACTIONS['custom-token-exchange'].subjectTokenTypes.join(', ');

/** A source the policy reads, with a secret. */
function addSource(project: string, secret: string): void {
  edit(
    join(project, 'assay.yaml'),
    'sources:\n',
    `sources:
  ledger:
    owner: you@example.com
    driver: http
    url: https://ledger.example.com/subjects/{key}
    key: subject.id
    auth: { secret: ${secret} }
    timeout: 200ms
    schema: { type: object, required: [blocked], properties: { blocked: { type: boolean } } }
`,
  );
  edit(join(project, 'policies/orders.yaml'), 'gates:\n', 'gates:\n  - rule: blocked\n    deny: ledger.blocked\n');
}

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${path} does not hold \`${from}\``);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}

/** Runs the command from its sources, to its end. */
function assay(...args: readonly string[]): void {
  const { status, stdout, stderr } = runAssaySync(args, ROOT);
  if (status !== 0) throw new Error(`assay ${args.join(' ')}: ${stdout}${stderr}`);
}
