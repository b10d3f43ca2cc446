// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keycloakFiles } from '@assay/keycloak/deploy';
import { createFolder, type Folder } from '../testing/copy-example.ts';
import { run, type Run } from '../testing/run.ts';

const FILES = [
  'assay.yaml',
  'events/sign-in.json',
  'policies/orders.test.yaml',
  'policies/orders.yaml',
  'sources/staff.yaml',
  'sources/switches.yaml',
];

let folder: Folder;
beforeEach(() => {
  folder = createFolder();
});
afterEach(() => folder.remove());

const init = (...argv: readonly string[]): Promise<Run> => run(['init', ...argv], { cwd: folder.path });
const written = (under = ''): readonly string[] =>
  readdirSync(join(folder.path, under), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder.path, under).length + 1))
    .toSorted();

test('writes a project that checks without a finding and decides at once', async () => {
  const mine = join(folder.path, 'mine');
  expect(await init('mine')).toEqual({
    code: 0,
    err: '',
    out: `wrote to mine:
${FILES.map((file) => `  ${file}\n`).join('')}
next
  npx assay check --project ${mine}
  npx assay test --project ${mine}
  npx assay decide --project ${mine} --idp cognito --event ${mine}/events/sign-in.json
  npx assay explain --project ${mine} --idp cognito --event ${mine}/events/sign-in.json
  npx assay build --project ${mine} --out ${mine}/dist
  # npx finds \`assay\` inside its checkout only: there is no release yet, so run these in ${join(__dirname, '../../../..')}
`,
  });
  expect(written('mine')).toEqual(FILES);
  const cwd = join(folder.path, 'mine');
  const checked = await run(['check'], { cwd });
  expect({ code: checked.code, last: checked.out.trimEnd().split('\n').at(-1) }).toEqual({
    code: 0,
    last: 'no errors, no warnings in .',
  });
  const tested = await run(['test'], { cwd });
  expect({ code: tested.code, last: tested.out.trimEnd().split('\n').at(-1) }).toEqual({
    code: 0,
    last: '6 passed of 6 cases in 5 tests (0 ms)',
  });
  const decided = await run(['decide', '--idp', 'cognito', '--event', 'events/sign-in.json', '--json'], { cwd });
  const { decision } = JSON.parse(decided.out) as { decision: Record<string, unknown> }; // sound: what decide prints
  expect({ code: decided.code, scopes: decision['scopes'], claims: decision['claims'] }).toEqual({
    code: 0,
    scopes: { granted: ['openid', 'orders/read', 'orders/write'], withheld: [] },
    claims: { access_token: { team: 'fulfilment' }, id_token: { team: 'fulfilment' } },
  });
});

test('lists every file in its way and writes nothing', async () => {
  mkdirSync(join(folder.path, 'events'));
  writeFileSync(join(folder.path, 'events/sign-in.json'), 'mine');
  writeFileSync(join(folder.path, 'policies'), 'no folder');
  expect(await init()).toEqual({
    code: 2,
    out: '',
    err: [
      'assay: ERR_FILE_EXISTS: .: events/sign-in.json: exists already\n',
      'assay: ERR_FILE_EXISTS: .: policies: expected a folder, found a file\n',
      'assay: help: `--force` overwrites files, another folder keeps them\n',
    ].join(''),
  });
  expect(written()).toEqual(['events/sign-in.json', 'policies']);
});

test('--force overwrites files, but no folder', async () => {
  writeFileSync(join(folder.path, 'assay.yaml'), 'mine');
  expect((await init('--force')).code).toBe(0);
  expect(readFileSync(join(folder.path, 'assay.yaml'), 'utf8')).toMatch(/^# One Assay project/);

  mkdirSync(join(folder.path, 'other/assay.yaml'), { recursive: true });
  const { code, err } = await init('other', '--force');
  expect({ code, err, files: written('other') }).toEqual({
    code: 2,
    err: 'assay: ERR_FILE_EXISTS: other: assay.yaml: expected a file, found a folder\nassay: help: move it away\n',
    files: [],
  });
});

test('--dry-run writes nothing', async () => {
  const { code, out } = await init('mine', '--dry-run');
  expect({ code, out, exists: existsSync(join(folder.path, 'mine')) }).toEqual({
    code: 0,
    out: `would write to mine:\n${FILES.map((file) => `  ${file}\n`).join('')}`,
    exists: false,
  });
});

test('--json lists what was written; --project names the folder as well', async () => {
  const { code, out } = await init('--project', 'mine', '--json');
  expect({ code, out: JSON.parse(out) as unknown }).toEqual({
    code: 0,
    out: { directory: 'mine', files: FILES, written: true },
  });
  expect(written('mine')).toEqual(FILES);
});

test('--example starts from an example, as a project of its own', async () => {
  const { code, out, err } = await init('mine', '--example', 'quickstart');
  expect({ code, err, next: out.slice(out.indexOf('next\n')).split('\n')[3] }).toEqual({
    code: 0,
    err: '',
    next: `  npx assay decide --project ${join(folder.path, 'mine')} --idp cognito --event ${join(folder.path, 'mine/events/1-person.json')}`,
  });
  expect(written('mine')).toEqual(expect.arrayContaining(['README.md', 'assay.yaml', 'policies/payments.yaml']));
  expect(readFileSync(join(folder.path, 'mine/assay.yaml'), 'utf8')).toMatch(/^# One Assay project/);
});

test('an example that is not there is refused, with the names of those that are', async () => {
  const { code, err } = await init('--example', '../quickstart');
  expect({ code, err, files: written() }).toEqual({
    code: 2,
    err: expect.stringMatching(
      /^assay: ERR_USAGE: option `--example <name>` argument `\.\.\/quickstart` is invalid: expected .*quickstart/,
    ),
    files: [],
  });
});

test('--list lists the examples and writes nothing', async () => {
  expect(await init('--list')).toEqual({
    code: 0,
    err: '',
    out: expect.stringMatching(/^ {2}quickstart +five token requests, one policy$/m),
  });
  const { out } = await init('--list', '--json');
  expect(JSON.parse(out)).toContainEqual({ name: 'quickstart', summary: 'five token requests, one policy' });
  expect(written()).toEqual([]);
});

describe.each([
  ['auth0', ['auth0/post-login', 'auth0/credentials-exchange', 'auth0/custom-token-exchange'], 'events/login.json'],
  ['cognito', ['cognito/pre-token-generation'], 'events/sign-in.json'],
  ['keycloak', ['keycloak/issuance'], 'events/login.json'],
])('--idp %s', (idp, targets, event) => {
  test('writes a project without a finding, whose tests pass, whose events are permitted, and whose targets all build at once', async () => {
    const cwd = join(folder.path, idp);
    expect((await init(idp, '--idp', idp)).code).toBe(0);
    const checked = await run(['check'], { cwd });
    expect({ code: checked.code, last: checked.out.trimEnd().split('\n').at(-1) }).toEqual({
      code: 0,
      last: 'no errors, no warnings in .',
    });
    expect((await run(['test'], { cwd })).code).toBe(0);
    for (const [firstId, file] of readdirSync(join(cwd, 'events')).entries()) {
      const { code } = await run(['decide', '--idp', idp, '--event', `events/${file}`], { cwd, firstId });
      expect([file, code]).toEqual([file, 0]);
    }
    expect(readdirSync(join(cwd, 'events'))).toContain(event.split('/')[1]);
    const built = await run(['build', '--out', 'dist', '--json'], { cwd });
    const { targets: found } = JSON.parse(built.out) as { targets: readonly { target: string }[] }; // sound: what build prints
    expect({ code: built.code, targets: found.map(({ target }) => target) }).toEqual({ code: 0, targets });
  });
});

test('--idp keycloak writes the files that switch the gate on, as `assay deploy keycloak --files` does', async () => {
  expect((await init('mine', '--idp', 'keycloak')).code).toBe(0);
  const files = keycloakFiles({ realm: 'my-realm' });
  expect(written('mine/keycloak')).toEqual(files.map(({ path }) => path));
  for (const { path, text } of files)
    expect({ path, text: readFileSync(join(folder.path, 'mine/keycloak', path), 'utf8') }).toEqual({ path, text });
});
