// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SOURCE = join(__dirname, '../../packages/cli/bin');

// Stands for the compiler: notes each run, takes a moment, fails when told to.
const TSC = `
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
appendFileSync('runs', process.argv.slice(2).join(' ') + '\\n');
await new Promise((done) => setTimeout(done, 200));
if (existsSync('broken')) { console.log('packages/cli/src/main.ts(1,1): error TS1005'); process.exit(1); }
for (const folder of ['shared', 'packages/cli']) {
  mkdirSync(folder + '/dist', { recursive: true });
  writeFileSync(folder + '/dist/.tsbuildinfo', '');
}
writeFileSync('packages/cli/dist/main.js', 'export async function main(argv) { console.log(argv.join("+")); return argv.length; }');
`;

let root: string;
const file = (path: string): string => join(root, path);

const manifest = (name: string, dependencies: object): string => JSON.stringify({ name, type: 'module', dependencies });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-bin-'));
  for (const folder of ['shared/src', 'packages/cli/src', 'packages/other/src', 'node_modules/typescript/bin']) {
    mkdirSync(file(folder), { recursive: true });
  }
  cpSync(SOURCE, file('packages/cli/bin'), { recursive: true });
  const files = {
    'tsconfig.json': '{}',
    'shared/package.json': manifest('@assay/core', {}),
    'shared/tsconfig.json': '{}',
    'shared/src/word.ts': '',
    'packages/cli/package.json': manifest('@assay/cli', { '@assay/core': '0.1.0', commander: '1.0.0' }),
    'packages/cli/tsconfig.json': '{}',
    'packages/cli/src/main.ts': '',
    'packages/other/package.json': manifest('@assay/other', {}),
    'node_modules/typescript/package.json': '{ "type": "module" }',
    'node_modules/typescript/bin/tsc': TSC,
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(file(path), text);
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function assay(argv: readonly string[], node: readonly string[] = []): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...node, file('packages/cli/bin/assay.js'), ...argv], { cwd: tmpdir() });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

const runs = (): number =>
  existsSync(file('runs')) ? readFileSync(file('runs'), 'utf8').trim().split('\n').length : 0;

test('compiles once, passes the arguments on and exits with what main returns', async () => {
  expect(await assay(['a', 'b'])).toEqual({ code: 2, out: 'a+b\n', err: '' });
  expect(await assay(['c'])).toEqual({ code: 1, out: 'c\n', err: '' });
  expect(readFileSync(file('runs'), 'utf8')).toBe('-b packages/cli\n');
});

test.each([
  ['a source of the command', 'packages/cli/src/main.ts', 2],
  ['a source of a package it depends on', 'shared/src/word.ts', 2],
  ['a new source', 'shared/src/new/word.ts', 2],
  ['the compiler options', 'tsconfig.json', 2],
  ['a test', 'shared/src/word.test.ts', 1],
  ['a package it does not depend on', 'packages/other/src/index.ts', 1],
])('after a change of %s, has compiled as often as needed', async (_what, path, expected) => {
  await assay([]);
  mkdirSync(join(file(path), '..'), { recursive: true });
  writeFileSync(file(path), '// changed');
  await assay([]);
  expect(runs()).toBe(expected);
});

test('compiles again when compiled files are gone', async () => {
  await assay([]);
  rmSync(file('shared/dist'), { recursive: true });
  await assay([]);
  expect(runs()).toBe(2);
});

test('compiles once when many first calls come together', async () => {
  const outcomes = await Promise.all(['1', '2', '3', '4', '5'].map((word) => assay([word])));
  expect(outcomes.map(({ out, err }) => out + err)).toEqual(['1\n', '2\n', '3\n', '4\n', '5\n']);
  expect(runs()).toBe(1);
});

test('takes over the lock of a process that is gone', async () => {
  mkdirSync(file('node_modules/.cache'), { recursive: true });
  writeFileSync(file('node_modules/.cache/assay-build.lock'), '99999999');
  expect((await assay(['a'])).out).toBe('a\n');
});

test('prints what the compiler found, exits 2 and tries again next time', async () => {
  writeFileSync(file('broken'), '');
  const { code, out, err } = await assay(['a']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toBe('assay could not be compiled\npackages/cli/src/main.ts(1,1): error TS1005\n');
  rmSync(file('broken'));
  expect((await assay(['a'])).out).toBe('a\n');
});

test('says what to do when nothing is installed', async () => {
  rmSync(file('node_modules'), { recursive: true });
  const { code, err } = await assay([]);
  expect(code).toBe(2);
  expect(err).toMatch(/^assay is not installed here yet; run `npm install` in .*\n$/);
});

test('never compiles without sources beside it', async () => {
  await assay([]);
  rmSync(file('packages/cli/src'), { recursive: true });
  writeFileSync(file('shared/src/word.ts'), '// changed');
  expect((await assay(['a'])).out).toBe('a\n');
  expect(runs()).toBe(1);
});

function pretend(version: string): string[] {
  const code = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
}

test.each(['20.20.2', '22.12.0'])('on Node %s says in one line what to do and exits 2', async (version) => {
  const { code, out, err } = await assay([], pretend(version));
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^assay needs Node >= 22\.13, this is \d+\.\d+\.\d+; install a newer Node, .*\n$/);
  expect(err).toContain(`this is ${version};`);
});

test.each(['22.13.0', '24.0.0'])('on Node %s runs', async (version) => {
  expect(await assay([], pretend(version))).toEqual({ code: 0, out: '\n', err: '' });
});
