// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { run } from '../testing/run.ts';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-build-'));
  await run(['init', join(folder, 'pool')]);
});
afterAll(() => rmSync(folder, { recursive: true }));

const build = (...args: readonly string[]) => run(['build', '--project', join(folder, 'pool'), ...args]);
const bytesOf = (out: string) => readFileSync(join(folder, out, 'index.mjs'));

describe('assay build', () => {
  test('writes the Lambda, and a zip that holds the same', async () => {
    const { code, out } = await build('--target', 'cognito/pre-token-generation', '--out', join(folder, 'one'));
    expect([code, out]).toEqual([0, expect.stringMatching(/^cognito\/pre-token-generation written to .*\/one\n/)]);
    const zipped = unzipSync(readFileSync(join(folder, 'one/function.zip')));
    expect(Object.keys(zipped)).toEqual(['index.mjs']);
    expect(Buffer.from(zipped['index.mjs'] ?? []).equals(bytesOf('one'))).toBe(true);
  });

  test('writes what runs in a process of its own, with nothing beside it', () => {
    const event = readFileSync(join(folder, 'pool/events/sign-in.json'), 'utf8');
    const script = `const { handler } = await import(${JSON.stringify(join(folder, 'one/index.mjs'))});
      const { response } = await handler(${event}); console.log(JSON.stringify(response));`;
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      cwd: tmpdir(),
    });
    const [record = '', response = ''] = out.trim().split('\n');
    expect(JSON.parse(response)).toEqual({
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: { claimsToAddOrOverride: { team: 'fulfilment' } },
        accessTokenGeneration: { claimsToAddOrOverride: { team: 'fulfilment' } },
      },
    });
    expect(JSON.parse(record)).toMatchObject({ version: 1, outcome: 'permit', effect: 'issued_as_decided' });
  });

  test('writes the same bytes for the same project', async () => {
    await build('--target', 'cognito/pre-token-generation', '--out', join(folder, 'again'));
    expect(bytesOf('again').equals(bytesOf('one'))).toBe(true);
    expect(
      readFileSync(join(folder, 'again/function.zip')).equals(readFileSync(join(folder, 'one/function.zip'))),
    ).toBe(true);
  });

  test('builds every target of the project where none is named, each in a folder of its own', async () => {
    const { out } = await build('--out', join(folder, 'all'), '--json');
    const { targets } = JSON.parse(out) as { targets: readonly { target: string; folder: string }[] };
    expect(targets.map(({ target }) => target)).toEqual(['cognito/pre-token-generation']);
    expect(existsSync(join(folder, 'all/cognito/pre-token-generation/function.zip'))).toBe(true);
  });

  test('lists without writing', async () => {
    const { code, out } = await build('--out', join(folder, 'dry'), '--dry-run');
    expect([code, out.includes('index.mjs'), existsSync(join(folder, 'dry'))]).toEqual([0, true, false]);
  });

  test('replaces what it wrote itself, and is stopped by what somebody else wrote', async () => {
    expect((await build('--target', 'cognito/pre-token-generation', '--out', join(folder, 'one'))).code).toBe(0);
    writeFileSync(join(folder, 'one/index.mjs'), '// mine now\n');
    const refused = await build('--target', 'cognito/pre-token-generation', '--out', join(folder, 'one'));
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('index.mjs: exists already')]);
    expect(readFileSync(join(folder, 'one/index.mjs'), 'utf8')).toBe('// mine now\n');
    expect(
      (await build('--target', 'cognito/pre-token-generation', '--out', join(folder, 'one'), '--force')).code,
    ).toBe(0);
  });

  test('never follows a link, nor a list that leads out of the folder', async () => {
    const out = join(folder, 'hostile');
    mkdirSync(out);
    writeFileSync(join(folder, 'victim.txt'), 'mine');
    const digest = `sha256-${createHash('sha256').update('mine').digest('hex')}`;
    writeFileSync(
      join(out, 'assay-build.json'),
      JSON.stringify({ assay: 1, files: { '../victim.txt': digest, 'sub/victim.txt': digest } }),
    );
    symlinkSync(folder, join(out, 'sub'));
    expect((await build('--target', 'cognito/pre-token-generation', '--out', out)).code).toBe(0);
    expect(readFileSync(join(folder, 'victim.txt'), 'utf8')).toBe('mine');

    const linked = join(folder, 'linked');
    mkdirSync(linked);
    symlinkSync(join(folder, 'nowhere'), join(linked, 'README.md'));
    symlinkSync(folder, join(linked, 'terraform'));
    const { code, err } = await build('--target', 'cognito/pre-token-generation', '--out', linked, '--force');
    expect([code, err, existsSync(join(folder, 'nowhere'))]).toEqual([
      2,
      expect.stringMatching(/README.md: expected a file, found a link\n[^]*terraform: expected a folder, found a link/),
      false,
    ]);
  });

  test('refuses a target the project does not have', async () => {
    const { code, err } = await build('--target', 'cognito/pre-sign-up', '--out', join(folder, 'none'));
    expect([code, err]).toEqual([2, expect.stringContaining('the project has no target `cognito/pre-sign-up`')]);
    expect(readdirSync(folder)).not.toContain('none');
  });
});

describe('a project that cannot be deployed', () => {
  const auth0 = (edit: (text: string) => string): string => {
    const project = mkdtempSync(join(folder, 'auth0-'));
    cpSync(join(__dirname, '../../templates/auth0'), project, { recursive: true });
    const file = join(project, 'assay.yaml');
    writeFileSync(file, edit(readFileSync(file, 'utf8')));
    return project;
  };
  const buildOf = (project: string, target = 'auth0/post-login') =>
    run(['build', '--project', project, '--target', target, '--out', join(project, 'out')]);
  const staff = (driver: string) => (text: string) =>
    text.replace(/driver: static # from a file of this project\n    file: sources\/staff.yaml/, driver);

  test('asks an address of this machine', async () => {
    const project = auth0(staff('driver: http\n    url: http://localhost:8080/{key}'));
    expect(await buildOf(project)).toMatchObject({
      code: 2,
      err: expect.stringContaining('/sources/staff/url: `http://localhost:8080/{key}` is an address of this machine'),
    });
  });

  test('has one secret for a source and for what it signs itself', async () => {
    const project = auth0((text) =>
      staff('driver: http\n    url: https://hr.example.com/{key}\n    auth: { secret: SHARED }')(text).replace(
        '    # redirect: { url: https://consent.example.com/, secret: CONSENT_KEY }',
        '    redirect: { url: https://consent.example.com/, secret: SHARED }',
      ),
    );
    expect(await buildOf(project)).toMatchObject({
      code: 2,
      err: expect.stringContaining('/targets/auth0/post-login: the secret `SHARED` is that of a source, too'),
    });
  });

  test('reads a table where there is no AWS', async () => {
    const project = auth0(staff('driver: dynamodb\n    table: staff\n    partition_key: pk'));
    expect(await buildOf(project)).toMatchObject({
      code: 2,
      err: expect.stringContaining('`auth0/post-login` cannot read the source `staff`, whose driver is `dynamodb`'),
    });
  });

  test('is larger than the platform takes, and names the rules that cost most', async () => {
    const project = auth0((text) => text);
    const file = join(project, 'policies/orders.yaml');
    const clients = (rule: number) =>
      Array.from({ length: 150 }, (_, i) => createHash('md5').update(`${rule}/${i}`).digest('hex').slice(0, 20));
    const rules = Array.from(
      { length: 30 },
      (_, i) => `  - rule: off-${i}\n    deny: client.id in ${JSON.stringify(clients(i))}\n`,
    );
    writeFileSync(file, readFileSync(file, 'utf8').replace('gates:\n', `gates:\n${rules.join('')}`));
    const { code, err } = await buildOf(project);
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/ERR_ARTEFACT_SIZE: .*policies\/orders.yaml:\d+:\d+: rule `off-\d+` takes about \d+ bytes/),
    ]);
  });

  test('puts a claim without a namespace into tokens for an API of Auth0', async () => {
    const project = auth0((text) =>
      text.replace('  auth0/post-login:\n', '  auth0/post-login:\n    audience: https://acme.eu.auth0.com/api/v2/\n'),
    );
    const { code, err } = await buildOf(project);
    expect([code, err.replaceAll(/\s+/g, ' ')]).toEqual([
      2,
      expect.stringContaining(
        '`auth0/post-login` cannot put `team` into the access_token: access tokens for an API of Auth0 take only claims with a namespace',
      ),
    ]);
  });

  test('has a scope Auth0 ignores, a claim it keeps to itself, a namespace of its own', async () => {
    const project = auth0((text) => text);
    const file = join(project, 'policies/orders.yaml');
    writeFileSync(
      file,
      readFileSync(file, 'utf8')
        .replace('scopes:\n', "scopes:\n  openid:\n    - rule: id\n      permit: 'true'\n")
        .replace(
          'claims:\n',
          'claims:\n  permissions:\n    - rule: p\n      value: \'"x"\'\n  https://acme.auth0.com/x:\n    - rule: n\n      value: \'"x"\'\n',
        ),
    );
    const { err } = await buildOf(project);
    for (const found of [
      'no token of `auth0/credentials-exchange` has the scope `openid`: Auth0 ignores it where nobody signs in',
      '`auth0/post-login` lets no policy touch the claim `permissions`',
      '`auth0/post-login` lets no policy touch the claim `https://acme.auth0.com/x`',
    ])
      expect(err.replaceAll(/\s+/g, ' ')).toContain(found);
  });
});
