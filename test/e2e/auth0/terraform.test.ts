// SPDX-License-Identifier: Apache-2.0
import { parse } from '@cdktf/hcl2json';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TRIGGERS, writeFolder, type Trigger } from './folders.ts';

/** No provider is downloaded: Terraform is only asked how it would format the files, which it refuses where it cannot parse them. */
const run = (...args: string[]): { readonly status: number | null; readonly stdout: string } =>
  spawnSync('terraform', args, { encoding: 'utf8', env: { ...process.env, CHECKPOINT_DISABLE: '1' } });
const terraform = run('version').status === 0;
if (!terraform) {
  const why = 'needs `terraform` on the path';
  if (process.env['CI']) throw new Error(`end-to-end test ${why}`);
  process.stderr.write(`the test of the format of Terraform files is skipped: it ${why}\n`);
}

const REQUIREMENTS = [
  {
    required_version: '>= 1.11',
    required_providers: [{ auth0: { source: 'auth0/auth0', version: '>= 1.52, < 2.0' } }],
  },
];
const BIND = [
  {
    description: 'Whether the trigger runs the Action; false takes it out and keeps it.',
    type: '${bool}',
    default: true,
  },
];
const SECRETS_VERSION = [
  {
    description: 'Raise it when the value of a secret changes: Terraform does not see that.',
    type: '${number}',
    default: 1,
  },
];
const secretVariable = (name: string): unknown => [
  {
    description: `The secret ${name} of the Action.`,
    type: '${string}',
    sensitive: true,
    ephemeral: true,
    nullable: false,
  },
];
const action = (name: string, id: string, version: string, secrets: object): unknown => ({
  name,
  runtime: 'node22',
  deploy: true,
  code: '${file("${path.module}/../code.js")}',
  supported_triggers: [{ id, version }],
  ...secrets,
});
const binding = (trigger: string, name: string): unknown => ({
  assay: [{ count: '${var.bind ? 1 : 0}', trigger, action_id: '${auth0_action.assay.id}', display_name: name }],
});
const profile = (name: string, type: string): unknown => ({
  name,
  subject_token_type: type,
  action_id: '${auth0_action.assay.id}',
  type: 'custom_authentication',
});

const EXPECTED: Readonly<Record<Trigger, { readonly resource: unknown; readonly variables: unknown }>> = {
  'post-login': {
    resource: {
      auth0_action: {
        assay: [
          action('assay-post-login', 'post-login', 'v3', {
            secrets_wo: [
              { name: 'ORDERS_TOKEN', value: '${var.secret_orders_token}' },
              { name: 'SESSION_KEY', value: '${var.secret_session_key}' },
            ],
            secrets_wo_version: '${var.secrets_version}',
          }),
        ],
      },
      auth0_trigger_action: binding('post-login', 'assay-post-login'),
    },
    variables: {
      variable: {
        bind: BIND,
        secret_orders_token: secretVariable('ORDERS_TOKEN'),
        secret_session_key: secretVariable('SESSION_KEY'),
        secrets_version: SECRETS_VERSION,
      },
    },
  },
  'credentials-exchange': {
    resource: {
      auth0_action: { assay: [action('assay-credentials-exchange', 'credentials-exchange', 'v2', {})] },
      auth0_trigger_action: binding('credentials-exchange', 'assay-credentials-exchange'),
    },
    variables: { variable: { bind: BIND } },
  },
  'custom-token-exchange': {
    resource: {
      auth0_action: {
        assay: [
          action('assay-custom-token-exchange', 'custom-token-exchange', 'v1', {
            secrets_wo: [{ name: 'ISSUER_KEY', value: '${var.secret_issuer_key}' }],
            secrets_wo_version: '${var.secrets_version}',
          }),
        ],
      },
      auth0_token_exchange_profile: {
        assay: [profile('assay-custom-token-exchange', 'urn:acme:legacy-token')],
        assay_2: [profile('assay-custom-token-exchange-2', 'https://acme.example/partner-token')],
      },
    },
    variables: { variable: { secret_issuer_key: secretVariable('ISSUER_KEY'), secrets_version: SECRETS_VERSION } },
  },
};

describe.each(TRIGGERS)('the Terraform files for %s', (trigger) => {
  let out: string;

  beforeAll(() => {
    out = mkdtempSync(join(tmpdir(), 'assay-auth0-terraform-'));
    writeFolder(out, trigger);
  });

  afterAll(() => rmSync(out, { recursive: true }));

  const read = (file: string): string => readFileSync(join(out, 'terraform', file), 'utf8');

  test('have the Action, what makes the tenant run it, and nothing that takes over what is of others', async () => {
    expect(await parse('main.tf', read('main.tf'))).toEqual({
      terraform: REQUIREMENTS,
      resource: EXPECTED[trigger].resource,
    });
  });

  test('ask for the secrets, which no state and no plan holds', async () => {
    expect(await parse('variables.tf', read('variables.tf'))).toEqual(EXPECTED[trigger].variables);
  });

  test('find the code beside them', () => {
    expect(existsSync(join(out, 'terraform', '../code.js'))).toBe(true);
  });
});

(terraform ? describe : describe.skip)('as Terraform formats them', () => {
  test.each(TRIGGERS)('are the files for %s', (trigger) => {
    const out = mkdtempSync(join(tmpdir(), 'assay-auth0-terraform-'));
    try {
      writeFolder(out, trigger);
      const { status, stdout } = run('fmt', '-check', '-diff', join(out, 'terraform'));
      expect({ status, diff: stdout }).toEqual({ status: 0, diff: '' });
    } finally {
      rmSync(out, { recursive: true });
    }
  });
});
