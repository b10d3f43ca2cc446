// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import { AssayError } from '@assay/core/errors';
import type { Json } from '@assay/core/model';
import { POLICY, profileOf, SCOPES, scopeOf, type DeployOptions } from './desired.ts';
import { kcadmScript } from './kcadm.ts';
import { readme } from './readme.ts';
import { terraformMain } from './terraform.ts';

/** A file an operator gets; `path` has `/` between its parts. */
export interface KeycloakFile {
  readonly path: string;
  readonly text: string;
}

export interface KeycloakFilesOptions extends DeployOptions {
  readonly realm: string;
}

/**
 * What switches the gate on without `assay deploy`: parts of a realm's JSON, a script for `kcadm.sh`, Terraform, a file for keycloak-config-cli, and how to
 * use them. Neither a secret nor the bridge's address is in any of them. Pure: the same options give the same bytes. Throws ERR_USAGE for names that mean
 * something to a shell or to Terraform.
 */
export function keycloakFiles(options: KeycloakFilesOptions): readonly KeycloakFile[] {
  const problems = problemsOf(options);
  if (problems.length > 0) throw new AssayError('ERR_USAGE', 'the files cannot be written', { problems });
  return [
    { path: 'README.txt', text: readme(options) },
    { path: 'client-scopes.json', text: json(SCOPES.map(scopeOf)) },
    { path: 'kcadm.sh', text: kcadmScript(options) },
    {
      path: 'keycloak-config-cli.json',
      text: json({ realm: options.realm, ...realm(options), clientScopes: SCOPES.map(scopeOf) }),
    },
    { path: 'realm.json', text: json(realm(options)) },
    { path: 'terraform/main.tf', text: terraformMain(options) },
  ];
}

/** Members of a realm's JSON. Client scopes are not among them: where a realm's JSON has any, Keycloak makes none of its own. */
const realm = (options: DeployOptions): Readonly<Record<string, Json>> => ({
  clientProfiles: { profiles: [profileOf(options)] },
  clientPolicies: { policies: [POLICY] },
  adminEventsEnabled: true,
});

const json = (value: Json): string => `${JSON.stringify(value, undefined, 2)}\n`;

// Keycloak takes more, and none of it is needed
const NAME = /^[\p{L}\p{N}_.@:/ -]{1,255}$/u;

function problemsOf({
  realm: name,
  observeClients = [],
  userAttributes = [],
}: KeycloakFilesOptions): readonly Problem[] {
  const wrong = (path: string, value: string): readonly Problem[] =>
    NAME.test(value) && !value.startsWith('-')
      ? []
      : [{ path, message: 'expected letters, digits, `_.@:/-` and blanks' }];
  return [
    ...wrong('--realm', name),
    ...observeClients.flatMap((client) => wrong('--observe-client', client)),
    ...userAttributes.flatMap((attribute) => wrong('--user-attribute', attribute)),
  ];
}
