// SPDX-License-Identifier: Apache-2.0
import { isAssayError } from '@assay/core/errors';
import { own } from '@assay/core/model';
import { examine } from '../coverage/examine.ts';
import { answersOfExport, parseRealmState } from '../realm/parse-realm-state.ts';
import { oidcClient } from '../testing/gated-realm.ts';
import { keycloakFiles, type KeycloakFilesOptions } from './files.ts';
import { planFor } from './plan.ts';

const OPTIONS: KeycloakFilesOptions = {
  realm: 'acme',
  observeClients: ['orders-web', "it's"],
  userAttributes: ['team'],
};
const PLAIN: KeycloakFilesOptions = { realm: 'acme' };
const textOf = (path: string, options = PLAIN): string =>
  keycloakFiles(options).find((file) => file.path === path)?.text ?? '';
const jsonOf = (path: string, options = PLAIN): unknown => JSON.parse(textOf(path, options));

test('are these', () => {
  expect(keycloakFiles(PLAIN).map(({ path }) => path)).toEqual([
    'README.txt',
    'client-scopes.json',
    'kcadm.sh',
    'keycloak-config-cli.json',
    'realm.json',
    'terraform/main.tf',
  ]);
});

test('make a realm whose every grant asks, and in which a deployment has nothing to do', () => {
  const realm = {
    ...(jsonOf('realm.json') as object), // sound: an object, as its use shows
    clientScopes: jsonOf('client-scopes.json'),
    defaultDefaultClientScopes: ['assay', 'assay-saml'],
    clients: [oidcClient('web')],
  };
  const parsed = parseRealmState(answersOfExport(realm, 'realm.json'));
  const state = parsed.ok ? parsed.value : undefined;
  expect(parsed).toMatchObject({ ok: true });
  if (!state) return;
  expect(planFor(state)).toEqual({ changes: [], problems: [] });
  expect(examine(state).findings.map(({ code }) => code)).toEqual(['server-not-told']);
});

test('put no client scopes into the JSON of a realm: Keycloak would make none of its own', () => {
  expect(own(jsonOf('realm.json'), 'clientScopes')).toBeUndefined();
});

test('are for the realm that was named, and hold what was chosen', () => {
  const [profile] = own(
    own(jsonOf('realm.json', { ...OPTIONS, observeClients: ['orders-web'] }), 'clientProfiles'),
    'profiles',
  ) as readonly object[]; // sound: as the renderer writes it
  expect(own(profile, 'executors')).toEqual([
    { executor: 'assay-issuance', configuration: { 'observe-clients': ['orders-web'], 'user-attributes': ['team'] } },
  ]);
  expect(own(jsonOf('keycloak-config-cli.json'), 'realm')).toBe('acme');
  expect(textOf('kcadm.sh')).toContain('realm="${1:-acme}"');
  expect(textOf('terraform/main.tf')).toContain('default     = "acme"');
});

test('hold neither a secret nor an address of the bridge, but in what an operator is told', () => {
  for (const { path, text } of keycloakFiles(PLAIN))
    if (path !== 'README.txt')
      expect({ path, found: /bridge|token_file|secret|password/i.exec(text)?.[0] }).toEqual({ path, found: undefined });
});

test.each<[string, KeycloakFilesOptions, readonly string[]]>([
  ['a realm that ends a word of the shell', { realm: 'a"; rm -rf ~; "' }, ['--realm']],
  ['a realm that is an option', { realm: '-r' }, ['--realm']],
  ['a realm that is an expression', { realm: '${var.x}' }, ['--realm']],
  ['a client with a quote', OPTIONS, ['--observe-client']],
  ['an attribute on two lines', { realm: 'acme', userAttributes: ['a\nb'] }, ['--user-attribute']],
])('are not written for %s', (_, options, paths) => {
  let thrown: unknown;
  try {
    keycloakFiles(options);
  } catch (cause) {
    thrown = cause;
  }
  expect(isAssayError(thrown) && [thrown.code, thrown.problems.map(({ path }) => path)]).toEqual(['ERR_USAGE', paths]);
});
