// SPDX-License-Identifier: Apache-2.0
import { auth0Files, type Auth0FilesOptions, type DeployedTriggerId as Trigger } from '@assay/auth0/deploy';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type { Trigger };
export const TRIGGERS: readonly Trigger[] = ['post-login', 'credentials-exchange', 'custom-token-exchange'];

/** What is deployed in these tests: one Action per trigger, the secrets sorted. */
export const ACTIONS = {
  'post-login': {
    name: 'assay-post-login',
    handler: 'onExecutePostLogin',
    secrets: ['ORDERS_TOKEN', 'SESSION_KEY'],
    subjectTokenTypes: [],
  },
  'credentials-exchange': {
    name: 'assay-credentials-exchange',
    handler: 'onExecuteCredentialsExchange',
    secrets: [],
    subjectTokenTypes: [],
  },
  'custom-token-exchange': {
    name: 'assay-custom-token-exchange',
    handler: 'onExecuteCustomTokenExchange',
    secrets: ['ISSUER_KEY'],
    subjectTokenTypes: ['urn:acme:legacy-token', 'https://acme.example/partner-token'],
  },
} as const satisfies Readonly<
  Record<Trigger, Pick<Auth0FilesOptions, 'name' | 'secrets' | 'subjectTokenTypes'> & { handler: string }>
>;

/** The code of a version of an Action, with characters that JSON, HCL and a shell would each treat in their own way. */
export const codeOf = (trigger: Trigger, version: number): string =>
  `"use strict";\nexports.${ACTIONS[trigger].handler} = async () => { console.log(\`${version} \${"\\\\"}% é \${'$&'} ##\`); };\n`;

/** Writes the output folder of the Action of a trigger. */
export function writeFolder(folder: string, trigger: Trigger, version = 1): void {
  const { name, secrets, subjectTokenTypes } = ACTIONS[trigger];
  const digest = `sha256:${version}`;
  const files = auth0Files({ trigger, name, code: codeOf(trigger, version), digest, secrets, subjectTokenTypes });
  if (!files.ok) throw new Error(JSON.stringify(files.problems));
  for (const { path, text } of files.value) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
