// SPDX-License-Identifier: Apache-2.0
import { auth0Files, type Auth0FilesOptions } from './index.ts';

const CODE = 'exports.onExecutePostLogin = async () => {};\n';
const POST_LOGIN: Auth0FilesOptions = {
  trigger: 'post-login',
  name: 'assay-post-login',
  code: CODE,
  digest: 'sha256:4f2a',
  secrets: ['SESSION_KEY', 'ORDERS_TOKEN'],
};
const TOKEN_EXCHANGE: Auth0FilesOptions = {
  trigger: 'custom-token-exchange',
  name: 'assay-exchange',
  code: 'exports.onExecuteCustomTokenExchange = async () => {};\n',
  digest: 'sha256:4f2a',
  secrets: [],
  subjectTokenTypes: ['urn:acme:legacy-token', 'https://acme.example/partner-token'],
};

function filesOf(options: Auth0FilesOptions): Readonly<Record<string, string>> {
  const files = auth0Files(options);
  if (!files.ok) throw new Error(JSON.stringify(files.problems));
  return Object.fromEntries(files.value.map(({ path, text }) => [path, text]));
}

const jsonAt = (files: Readonly<Record<string, string>>, path: string): unknown => JSON.parse(files[path] ?? '');

describe('the folder of an Action that is bound to a trigger', () => {
  const files = filesOf(POST_LOGIN);

  test('has these files, and none that would replace the bindings of others', () => {
    expect(Object.keys(files).sort()).toEqual([
      'README.md',
      'code.js',
      'deploy-cli/actions/assay-post-login.json',
      'deploy-cli/actions/assay-post-login/code.js',
      'deploy-cli/config.example.json',
      'management-api/bind-action.json',
      'management-api/create-action.json',
      'terraform/main.tf',
      'terraform/variables.tf',
    ]);
  });

  test('has the code as it is, wherever it is', () => {
    const inBody = jsonAt(files, 'management-api/create-action.json') as { code: string }; // sound: compared next
    expect([files['code.js'], files['deploy-cli/actions/assay-post-login/code.js'], inBody.code]).toEqual([
      CODE,
      CODE,
      CODE,
    ]);
  });

  test('the Deploy CLI is told where the code is, from the folder it imports, and to take secrets from keywords', () => {
    expect(jsonAt(files, 'deploy-cli/actions/assay-post-login.json')).toEqual({
      name: 'assay-post-login',
      code: './actions/assay-post-login/code.js',
      runtime: 'node22',
      dependencies: [],
      secrets: [
        { name: 'ORDERS_TOKEN', value: '@@ORDERS_TOKEN@@' },
        { name: 'SESSION_KEY', value: '@@SESSION_KEY@@' },
      ],
      supported_triggers: [{ id: 'post-login', version: 'v3' }],
      deployed: true,
    });
  });

  test('the example configuration imports Actions only, deletes nothing, and has an empty value for each secret', () => {
    expect(jsonAt(files, 'deploy-cli/config.example.json')).toEqual({
      AUTH0_DOMAIN: '<tenant>.auth0.com',
      AUTH0_CLIENT_ID: '',
      AUTH0_INCLUDED_ONLY: ['actions'],
      AUTH0_ALLOW_DELETE: false,
      AUTH0_KEYWORD_REPLACE_MAPPINGS: { ORDERS_TOKEN: '', SESSION_KEY: '' },
    });
  });

  test('the bodies of the Management API name secrets without a value, and the binding is one element of a list', () => {
    expect(jsonAt(files, 'management-api/create-action.json')).toEqual({
      name: 'assay-post-login',
      supported_triggers: [{ id: 'post-login', version: 'v3' }],
      code: CODE,
      dependencies: [],
      runtime: 'node22',
      secrets: [{ name: 'ORDERS_TOKEN' }, { name: 'SESSION_KEY' }],
    });
    expect(jsonAt(files, 'management-api/bind-action.json')).toEqual({
      ref: { type: 'action_name', value: 'assay-post-login' },
      display_name: 'assay-post-login',
    });
  });

  test('the README has five lines: the policy, the secrets, three tools, how to bind, how to roll back', () => {
    const lines = (files['README.md'] ?? '').split('\n');
    expect(lines).toHaveLength(6);
    expect(lines.pop()).toBe('');
    const said = [/sha256:4f2a.*`ORDERS_TOKEN`, `SESSION_KEY`/, /^Deploy CLI/, /^Terraform.*Management API/, /^Bind/];
    expect([...said, /^Roll back/].map((line, i) => line.test(lines[i] ?? ''))).toEqual([true, true, true, true, true]);
  });
});

test('the folder of a token exchange has a profile per subject token type, and no binding', () => {
  const files = filesOf(TOKEN_EXCHANGE);
  expect(Object.keys(files).sort()).toEqual([
    'README.md',
    'code.js',
    'deploy-cli/actions/assay-exchange.json',
    'deploy-cli/actions/assay-exchange/code.js',
    'deploy-cli/config.example.json',
    'deploy-cli/token-exchange-profiles/assay-exchange-2.json',
    'deploy-cli/token-exchange-profiles/assay-exchange.json',
    'management-api/create-action.json',
    'management-api/token-exchange-profile-2.json',
    'management-api/token-exchange-profile.json',
    'terraform/main.tf',
    'terraform/variables.tf',
  ]);
  expect(jsonAt(files, 'deploy-cli/token-exchange-profiles/assay-exchange-2.json')).toEqual({
    name: 'assay-exchange-2',
    type: 'custom_authentication',
    subject_token_type: 'https://acme.example/partner-token',
    action: 'assay-exchange',
  });
  expect(jsonAt(files, 'management-api/token-exchange-profile.json')).toEqual({
    name: 'assay-exchange',
    subject_token_type: 'urn:acme:legacy-token',
    action_id: '<id of the Action>',
    type: 'custom_authentication',
  });
  expect(jsonAt(files, 'deploy-cli/config.example.json')).toMatchObject({
    AUTH0_INCLUDED_ONLY: ['actions', 'tokenExchangeProfiles'],
  });
  expect(files['terraform/variables.tf']).toBe('# There is nothing to set.\n');
});

test('the order in which secrets are named changes no byte', () => {
  const turned = { ...POST_LOGIN, secrets: ['ORDERS_TOKEN', 'SESSION_KEY'] };
  expect(JSON.stringify(auth0Files(turned))).toBe(JSON.stringify(auth0Files(POST_LOGIN)));
});
