// SPDX-License-Identifier: Apache-2.0
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type RunOptions } from '../testing/run.ts';

const FIXTURES = join(__dirname, '../doctor/fixtures');
const SECRET = /nobody-may-see/;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-doctor-'));
  cpSync(FIXTURES, folder, { recursive: true });
  for (const idp of ['auth0', 'cognito']) {
    await run(['init', join(folder, `${idp}-project`), '--idp', idp]);
    await run(['build', '--project', join(folder, `${idp}-project`), '--out', join(folder, `${idp}-built`)]);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const doctor = (args: readonly string[], options: RunOptions = {}) =>
  run(['doctor', ...args], { cwd: folder, ...options });
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const DIGEST = /sha256-[0-9a-f]{64}/g;

/** A copy of an export of a tenant, with what the project builds imported and more written to it. */
function tenant(name: string, more: Readonly<Record<string, string>> = {}): string {
  cpSync(join(FIXTURES, 'auth0'), join(folder, name), { recursive: true });
  for (const trigger of ['post-login', 'credentials-exchange', 'custom-token-exchange'])
    cpSync(join(folder, 'auth0-built/auth0', trigger, 'deploy-cli'), join(folder, name), { recursive: true });
  for (const [path, text] of Object.entries(more)) writeFileSync(join(folder, name, path), text);
  return name;
}

/** The outputs of the AWS command line, the function being what the project builds. */
function outputs(): readonly string[] {
  const digest = read('cognito-built/cognito/pre-token-generation/template.yaml').match(DIGEST)?.[0];
  const zip = readFileSync(join(folder, 'cognito-built/cognito/pre-token-generation/function.zip'));
  const codeSha256 = createHash('sha256').update(zip).digest('base64');
  const text = read('cognito/function.json')
    .replaceAll(DIGEST, digest ?? '')
    .replace(/A{43}=/, codeSha256);
  writeFileSync(join(folder, 'cognito/deployed.json'), text);
  return ['pool', 'clients', 'web', 'job', 'deployed'].map((name) => `cognito/${name}.json`);
}

describe('assay doctor --idp cognito', () => {
  const cognito = (from: readonly string[], ...more: readonly string[]) =>
    doctor(['--idp', 'cognito', '--from', ...from, ...more]);

  test('finds a pool whose function is what the project builds in order', async () => {
    const { code, out } = await cognito(outputs(), '--project', 'cognito-project');
    expect([code, out.replaceAll(DIGEST, 'DIGEST')]).toEqual([
      0,
      `cognito/pre-token-generation bound
  in      arn:aws:lambda:eu-central-1:111122223333:function:assay-my-project (cognito/deployed.json)
  policy  DIGEST, as in the project
  code    byte for byte what is built now

Coverage
  client                                   authorization_code  sign_in  refresh_token  client_credentials
  orders web (1example23456789orders4web)  asks                asks     asks           -
  orders job (1example23456789orders4job)  -                   -        asks           asks

  5 × asks: the trigger, with V3_0

no errors, no warnings; no client passes by
`,
    ]);
  });

  test('tells of another policy than the project’s, and never of a secret', async () => {
    const { code, out } = await cognito(
      ['pool', 'clients', 'web', 'job', 'function'].map((name) => `cognito/${name}.json`),
      '--project',
      'cognito-project',
      '--json',
    );
    const report = JSON.parse(out) as Record<string, unknown>; // sound: what doctor prints
    expect([code, report['ok'], report['artefacts'], report['findings']]).toEqual([
      1,
      false,
      [expect.objectContaining({ isBound: true, code: 'differs' })],
      [expect.objectContaining({ code: 'policy-differs', file: 'cognito/function.json', path: '/Configuration' })],
    ]);
    expect(out).not.toMatch(SECRET);
  });

  test('reads standard input, and says what else to read', async () => {
    const { code, out } = await doctor(['--idp', 'cognito', '--from', '-'], { stdin: read('cognito/pool.json') });
    expect([code, out]).toEqual([1, expect.stringContaining('standard input#/UserPool/LambdaConfig')]);
    expect(out.match(/\w+\[[a-z-]+\]/g)).toEqual(['error[function-not-told]', 'info[clients-not-listed]']);
  });

  test.each([
    ['no file', ['gone.json'], 'assay: ERR_FILE_READ: gone.json: expected a file, found nothing\n'],
    ['no JSON', ['broken.json'], 'assay: ERR_FILE_READ: broken.json:1:12: expected JSON: unexpected `x`\n'],
    ['no output of these', ['empty.json'], /^assay: ERR_FILE_READ: empty\.json#: expected an output of /],
    [
      'no pool',
      ['cognito/web.json'],
      /^assay: ERR_FILE_READ: expected the output of `aws cognito-idp describe-user-pool`/,
    ],
  ])('refuses %s', async (_, from, message) => {
    writeFileSync(join(folder, 'broken.json'), '{"UserPool"x:"nobody-may-see"}');
    writeFileSync(join(folder, 'empty.json'), '{}');
    const { code, out, err } = await cognito(from);
    expect([code, out, err]).toEqual([2, '', typeof message === 'string' ? message : expect.stringMatching(message)]);
  });
});

describe('assay doctor --idp auth0', () => {
  const auth0 = (from: string, ...more: readonly string[]) => doctor(['--idp', 'auth0', '--from', from, ...more]);

  test('finds a tenant with what the project builds in order', async () => {
    const { code, out } = await auth0(tenant('good'), '--project', 'auth0-project');
    expect([code, out.replaceAll(DIGEST, 'DIGEST')]).toEqual([
      0,
      `auth0/credentials-exchange bound
  in      my-project-credentials-exchange (good/actions/my-project-credentials-exchange.json)
  policy  DIGEST, as in the project
  code    byte for byte what is built now
auth0/custom-token-exchange bound
  in      my-project-custom-token-exchange (good/actions/my-project-custom-token-exchange.json)
  policy  DIGEST, as in the project
  code    byte for byte what is built now
auth0/post-login bound
  in      my-project-post-login (good/actions/my-project-post-login.json)
  policy  DIGEST, as in the project
  code    byte for byte what is built now

Coverage
  client           authorization_code  refresh_token  token_exchange  client_credentials  saml2
  orders job       -                   -              -               asks                -
  orders web       asks                asks           -               -                   -
  partner gateway  asks                -              asks            -                   asks

  1 × asks: credentials-exchange
  5 × asks: post-login

no errors, no warnings; no client passes by
`,
    ]);
  });

  test('tells of machines that nothing is asked for, and of an Action that undoes what was decided', async () => {
    const bindings = {
      'post-login': ['my-project-post-login', 'enrich-profile'].map((action_name) => ({ action_name })),
    };
    const from = tenant('bad', {
      'triggers/triggers.json': JSON.stringify(bindings),
      'actions/enrich-profile/code.js':
        'exports.onExecutePostLogin = async (e, api) => api.accessToken.addScope("all");',
    });
    const { code, out } = await auth0(from);
    expect([code, out.slice(out.indexOf('Coverage'))]).toEqual([
      1,
      `Coverage
  client           authorization_code  refresh_token  token_exchange  client_credentials  saml2
  orders job       -                   -              -               passes by           -
  orders web       asks                asks           -               -                   -
  partner gateway  asks                -              asks            -                   asks

  1 × passes by: no Action of ours is bound to credentials-exchange
  5 × asks: post-login

bad/actions/my-project-credentials-exchange.json: error[not-bound]: \`my-project-credentials-exchange\` is not bound to credentials-exchange
     = help: bind it, as the last of its trigger

bad/triggers/triggers.json#/post-login/1: error[later-action-undoes]: \`enrich-profile\` runs after \`my-project-post-login\`, and its code names \`addScope\`: it can give what the policy withheld
     = help: bind \`my-project-post-login\` as the last of post-login

bad/triggers/triggers.json: error[grant-passes-by]: client_credentials of \`orders job\`: no Action of ours is bound to credentials-exchange
     = help: have an Action built for auth0/credentials-exchange bound and deployed, or take the grant from these clients

3 errors, no warnings; 1 of 3 clients can pass by
`,
    ]);
    expect(out).not.toMatch(SECRET);
  });

  test('tells of code that was changed where it runs', async () => {
    const path = 'actions/my-project-post-login/code.js';
    const from = tenant('changed');
    writeFileSync(join(folder, from, path), `${read(`${from}/${path}`)}// harmless\n`);
    const { code, out } = await auth0(from, '--project', 'auth0-project');
    expect([code, out.match(/\w+\[[a-z-]+\]/g)]).toEqual([1, ['error[code-differs]']]);
  });

  test.each(['yaml', 'yaml/tenant.yaml'])('reads the YAML format, as %s', async (from) => {
    mkdirSync(join(folder, 'yaml/actions/decide'), { recursive: true });
    writeFileSync(
      join(folder, 'yaml/actions/decide/code.js'),
      `/* assay auth0/post-login sha256-${'a'.repeat(64)} */\n`,
    );
    writeFileSync(
      join(folder, 'yaml/tenant.yaml'),
      `actions:
  - name: decide
    code: ./actions/decide/code.js
    runtime: node22
    deployed: true
    secrets: [{ name: KEY, value: nobody-may-see }]
    supported_triggers: [{ id: post-login, version: v3 }]
triggers:
  post-login: [{ action_name: decide, display_name: decide }]
clients:
  - name: web
    grant_types: [authorization_code]
  - name: job
    grant_types: [client_credentials]
`,
    );
    const { code, out } = await auth0(from, '--json');
    const { findings, artefacts } = JSON.parse(out) as Record<string, readonly object[]>; // sound: what doctor prints
    expect([code, artefacts, findings]).toEqual([
      1,
      [expect.objectContaining({ target: 'auth0/post-login', name: 'decide', isBound: true })],
      [expect.objectContaining({ code: 'grant-passes-by', file: 'yaml/tenant.yaml', path: '/triggers' })],
    ]);
    expect(out).not.toMatch(SECRET);
  });

  test('reads no file outside the export, whatever an Action names', async () => {
    writeFileSync(join(folder, 'outside.js'), 'addScope');
    const outside = tenant('outside', {
      'actions/enrich-profile.json': read('auth0/actions/enrich-profile.json').replace(
        './actions/enrich-profile/code.js',
        '../outside.js',
      ),
      'triggers/triggers.json': read('auth0/triggers/triggers.json').replace(
        '"credentials-exchange": [',
        '"credentials-exchange": [{ "action_name": "linked" }, ',
      ),
      'actions/linked.json': '{"name":"linked","supported_triggers":[],"code":"./actions/linked.js"}',
    });
    symlinkSync(join(folder, 'outside.js'), join(folder, outside, 'actions/linked.js'));
    const { code, out } = await auth0(outside);
    expect([code, out.match(/\w+\[[a-z-]+\]/g)]).toEqual([0, null]);
  });

  test.each<[string, string, string]>([
    ['no folder', 'gone', 'assay: ERR_FILE_READ: gone: expected a file or a folder, found nothing\n'],
    [
      'a folder that is no export',
      'nothing',
      'assay: ERR_FILE_READ: nothing: expected an export of the Auth0 Deploy CLI, found none of its folders\nassay: help: export with `a0deploy export --format directory --output_folder DIR`\n',
    ],
    [
      'a file that is no JSON',
      'torn',
      'assay: ERR_FILE_READ: torn/clients/a.json:1:1: expected JSON: unexpected `x`\n',
    ],
    [
      'an Action without a name',
      'nameless',
      'assay: ERR_FILE_READ: nameless/actions/a.json#/name: expected a string, found nothing\n',
    ],
    ['a file that is no file', 'odd', 'assay: ERR_FILE_READ: odd/clients/a.json: expected a file\n'],
    ['a tenant.yaml that is no YAML', 'unread', 'assay: ERR_FILE_READ: unread/tenant.yaml: expected YAML\n'],
  ])('refuses %s', async (_, from, message) => {
    for (const path of ['nothing', 'torn/clients', 'nameless/actions', 'odd/clients/a.json', 'unread'])
      mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(join(folder, 'torn/clients/a.json'), 'x');
    writeFileSync(join(folder, 'nameless/actions/a.json'), '{}');
    writeFileSync(join(folder, 'unread/tenant.yaml'), 'a: [nobody-may-see');
    const { code, out, err } = await auth0(from);
    expect([code, out, err]).toEqual([2, '', message]);
  });
});

describe('assay doctor', () => {
  test('wants to be told the identity provider', async () => {
    const { code, err } = await doctor(['--from', 'auth0']);
    expect([code, err]).toEqual([2, expect.stringContaining('--idp')]);
  });

  test('refuses two exports of a tenant', async () => {
    expect((await doctor(['--idp', 'auth0', '--from', 'a', 'b'])).err).toBe(
      'assay: ERR_USAGE: b: expected one export of a tenant with `--from`\n',
    );
  });

  test('refuses a project that was named and has no target there; the nearest one may have none', async () => {
    const from = ['--idp', 'cognito', '--from', join(folder, 'cognito/pool.json')];
    expect(await doctor([...from, '--project', 'auth0-project'])).toEqual({
      code: 2,
      out: '',
      err: 'assay: ERR_PROJECT_INVALID: auth0-project: the project has no target of cognito\n',
    });
    const { out } = await doctor([...from, '--json'], { cwd: join(folder, 'auth0-project') });
    expect(JSON.parse(out)).toMatchObject({ project: null });
  });

  test('says what is compared where there is no project: nothing', async () => {
    const { out } = await doctor(['--idp', 'cognito', '--from', ...outputs(), '--json']);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      idp: 'cognito',
      project: null,
      artefacts: [{ code: 'not_compared' }],
    });
  });
});
