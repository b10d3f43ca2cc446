// SPDX-License-Identifier: Apache-2.0
// Large files through the command itself, in a process with little memory: it ends, with a coded diagnostic.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const BINARY = join(ROOT, 'packages/cli/bin/assay.js');
const POLICY = 'policies/payments.yaml';
/** Of the old generation; the command needs a fraction of it for a project of usual size. */
const MEGABYTES = 320;
/** A guard against running on, and no measurement: the slowest takes a few seconds. */
const PATIENCE_MS = 120_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-large-'));
  cpSync(join(ROOT, 'examples/quickstart'), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly status: number | null;
  readonly codes: readonly string[];
}

function check(): Ran {
  const { status, stdout } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${MEGABYTES}`, BINARY, 'check', '--json'],
    { cwd: folder, encoding: 'utf8', timeout: PATIENCE_MS, maxBuffer: 64 * 1024 * 1024 },
  );
  if (stdout === '') return { status, codes: [] };
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly { code: string }[] }; // sound: what check prints
  return { status, codes: [...new Set(diagnostics.map(({ code }) => code))] };
}

/** What the example is warned of as it is. */
const WARNING = 'unenforceable-obligation';
const MANY = 10 * 1024 * 1024;
const START = 'policy: payments\nowner: iam@example.com\n';
const laughs = `a0: &a0 [x, x]\n${Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`).join('')}`;
/** Filled up to what a file may have. */
const filled = (unit: string, around: (text: string) => string = (text) => text): string =>
  START + around(unit.repeat(Math.floor((1_048_576 - START.length - around('').length) / unit.length)));

const FILES: readonly (readonly [what: string, file: string, text: () => string, codes: readonly string[]])[] = [
  ['a project file of 10 MB', 'assay.yaml', () => 'assay: 1\n'.repeat(MANY / 9), ['limit-exceeded']],
  ['a policy of 10 MB', POLICY, () => 'a: 1\n'.repeat(MANY / 5), ['limit-exceeded']],
  ['10 MB of source data', 'sources/iga.yaml', () => '[{}, {}]\n'.repeat(MANY / 9), ['limit-exceeded']],
  ['10 MB of one line', POLICY, () => 'x'.repeat(MANY), ['limit-exceeded']],
  ['10 MB that are no text', POLICY, () => '\ufffd'.repeat(MANY / 3), ['limit-exceeded']],
  ['aliases of aliases', POLICY, () => START + laughs, ['unknown-key', 'unsupported-yaml']],
  ['aliases of aliases in data', 'sources/iga.yaml', () => laughs, [WARNING, 'unsupported-yaml']],
  ['merge keys', POLICY, () => `${START}a: &a { b: 1 }\nc: { <<: *a }\n`, ['unknown-key', 'unsupported-yaml']],
  ['a million brackets', POLICY, () => filled('['), ['limit-exceeded']],
  ['lists in lists, on one line', POLICY, () => filled('- '), ['limit-exceeded']],
  ['keys of keys', POLICY, () => filled('? '), ['limit-exceeded']],
  ['a million marks', POLICY, () => filled(',', (text) => `gates: [${text}]\n`), ['limit-exceeded']],
  [
    'as many marks as there may be',
    POLICY,
    () => `${START}gates: [${','.repeat(340_000)}]\n`,
    ['limit-exceeded', 'yaml-syntax'],
  ],
  [
    'one key, as often as it may be',
    POLICY,
    () => START + 'a: 1\n'.repeat(45_000),
    ['duplicate-key', 'limit-exceeded'],
  ],
  [
    'as many keys as there may be',
    POLICY,
    () => START + Array.from({ length: 45_000 }, (_, i) => `k${i}: 1\n`).join(''),
    ['limit-exceeded', 'unknown-key'],
  ],
  [
    'as many items as there may be',
    POLICY,
    () => `${START}gates: [${'1,'.repeat(110_000)}]\n`,
    ['limit-exceeded', 'wrong-type'],
  ],
  ['characters nobody sees', POLICY, () => filled('\u200b', (text) => `# ${text}\n`), ['invisible-character']],
  ['blanks, tabs and line breaks', POLICY, () => filled(' \t\n \t\n      '), ['limit-exceeded']],
  ['a blank line as long as the file', POLICY, () => filled(' ', (text) => `description: 'a${text}b'\n`), []],
  [
    'a number without end',
    'sources/switches.yaml',
    () => `clients: [${'9'.repeat(1_000_000)}]\n`,
    ['invalid-value', WARNING],
  ],
  ['a string that is left open', POLICY, () => filled('x ', (text) => `description: "${text}`), ['yaml-syntax']],
  [
    'line breaks of another system',
    POLICY,
    () => readFileSync(join(ROOT, 'examples/quickstart', POLICY), 'utf8').replaceAll('\n', '\r\n'),
    [WARNING],
  ],
];

test.each(FILES)(
  '%s',
  (_, file, text, codes) => {
    writeFileSync(join(folder, file), text());
    const { status, codes: found } = check();
    expect({ status, found: found.toSorted() }).toEqual({
      status: codes.every((code) => code === WARNING) ? 0 : 1,
      found: codes.toSorted(),
    });
  },
  PATIENCE_MS,
);
