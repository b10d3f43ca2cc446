// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { own } from '@assay/core/model';
import { keycloakFiles, type KeycloakFilesOptions } from '@assay/keycloak/deploy';
import { parse } from '@cdktf/hcl2json';
import { findCommand, run } from '../cognito-deploy/run.ts';

const PLAIN: KeycloakFilesOptions = { realm: 'acme' };
const FULL: KeycloakFilesOptions = {
  realm: 'acme',
  observeClients: ['orders-web'],
  userAttributes: ['team', 'cost_center'],
};
const terraform = findCommand('terraform', ['version'], 'the end-to-end test of the layout of main.tf for Keycloak');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(options: KeycloakFilesOptions): void {
  for (const { path, text } of keycloakFiles(options)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
const mainOf = (options: KeycloakFilesOptions): string =>
  keycloakFiles(options).find(({ path }) => path === 'terraform/main.tf')?.text ?? '';
const only = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : undefined);
const resource = async (options: KeycloakFilesOptions, type: string, name: string): Promise<unknown> =>
  only(own(own(own(await parse('main.tf', mainOf(options)), 'resource'), type), name));

describe('the Terraform of a realm', () => {
  it('makes the profile, the policy, the client scope with its mapper, and keeps admin events', async () => {
    expect(await resource(PLAIN, 'keycloak_realm_client_policy_profile', 'assay')).toMatchObject({
      name: 'assay',
      executor: [{ name: 'assay-issuance' }],
    });
    expect(await resource(PLAIN, 'keycloak_realm_client_policy_profile_policy', 'assay')).toMatchObject({
      name: 'assay',
      enabled: true,
      profiles: ['${keycloak_realm_client_policy_profile.assay.name}'],
      condition: [{ name: 'any-client' }],
    });
    expect(await resource(PLAIN, 'keycloak_openid_client_scope', 'assay')).toMatchObject({
      name: 'assay',
      include_in_token_scope: false,
    });
    expect(await resource(PLAIN, 'keycloak_generic_protocol_mapper', 'assay_introspection')).toMatchObject({
      protocol: 'openid-connect',
      protocol_mapper: 'assay-introspection',
      client_scope_id: '${keycloak_openid_client_scope.assay.id}',
      config: { 'introspection.token.claim': 'true', 'userinfo.token.claim': 'true' },
    });
    expect(await resource(PLAIN, 'keycloak_openid_default_client_scope', 'assay')).toMatchObject({
      client_scope_id: '${keycloak_openid_client_scope.assay.id}',
    });
    expect(await resource(PLAIN, 'keycloak_generic_protocol_mapper', 'assay_saml')).toMatchObject({
      protocol: 'saml',
      protocol_mapper: 'assay-saml',
    });
    expect(await resource(PLAIN, 'keycloak_realm_events', 'assay')).toMatchObject({ admin_events_enabled: true });
  });

  it('configures the executor as chosen, and by no secret', async () => {
    expect(await resource(FULL, 'keycloak_realm_client_policy_profile', 'assay')).toMatchObject({
      executor: [
        {
          configuration: {
            'observe-clients': '${jsonencode(["orders-web"])}',
            'user-attributes': '${jsonencode(["team", "cost_center"])}',
          },
        },
      ],
    });
    expect(mainOf(FULL)).not.toMatch(/secret|token_file|password|bridge/i);
  });

  it('refers only to what it declares', async () => {
    const text = mainOf(FULL);
    const main = await parse('main.tf', text);
    const variables = new Set(text.match(/(?<=\bvar\.)\w+/g));
    expect(new Set(Object.keys(own(main, 'variable') ?? {}))).toEqual(variables);
    const missing = [...text.matchAll(/\b(data\.)?(keycloak_\w+)\.(\w+)\.\w+/g)].filter(
      ([, data, type = '', name = '']) =>
        own(own(own(main, data === undefined ? 'resource' : 'data'), type), name) === undefined,
    );
    expect(missing).toEqual([]);
  });

  (terraform ? it : it.skip).each<[string, KeycloakFilesOptions]>([
    ['plain', PLAIN],
    ['full', FULL],
  ])('is laid out as terraform fmt lays it out: %s', (_, options) => {
    write(options);
    const { code, out } = run('terraform', ['fmt', '-check', '-diff', 'terraform'], folder);
    expect({ code, out }).toEqual({ code: 0, out: '' });
  });
});

test('the script for kcadm.sh is one bash understands', () => {
  write(FULL);
  const { status, stderr } = spawnSync('bash', ['-n', 'kcadm.sh'], { cwd: folder, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
