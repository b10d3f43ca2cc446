// SPDX-License-Identifier: Apache-2.0
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject, type Folder } from '../testing/copy-example.ts';
import { NOW, run, type Run } from '../testing/run.ts';

const EXAMPLE = join(__dirname, '../../../../examples/quickstart');
const POLICY = 'policies/payments.yaml';

let project: Folder;
let tidy: string;
beforeEach(() => {
  project = copyProject(EXAMPLE, NOW);
  tidy = readFileSync(join(project.path, POLICY), 'utf8');
});
afterEach(() => project.remove());

const fmt = (...more: readonly string[]): Promise<Run> => run(['fmt', ...more], { cwd: project.path });
const write = (file: string, text: string): void => writeFileSync(join(project.path, file), text);
const read = (file: string): string => readFileSync(join(project.path, file), 'utf8');
const messy = (): string =>
  tidy.replace('variables:\n  reviewer:', 'variables:\n\n\n      reviewer:').replace('  by_agent', '      by_agent');

test('writes what is not formatted, names it, and leaves the rest alone', async () => {
  write(POLICY, messy());
  chmodSync(join(project.path, POLICY), 0o640);
  expect(await fmt()).toEqual({ code: 0, err: '', out: `${POLICY}: formatted\n3 files, 1 formatted\n` });
  expect({ text: read(POLICY), mode: statSync(join(project.path, POLICY)).mode & 0o777 }).toEqual({
    text: tidy,
    mode: 0o640,
  });
  expect(readdirSync(join(project.path, 'policies'))).toEqual(['payments.test.yaml', 'payments.yaml']);
  expect(await fmt()).toEqual({ code: 0, err: '', out: '3 files, none to change\n' });
});

test('--check writes nothing, names what is not formatted, and exits with 1', async () => {
  expect(await fmt('--check')).toEqual({ code: 0, err: '', out: '3 files, none to change\n' });
  write(POLICY, messy());
  expect(await fmt('--check')).toEqual({
    code: 1,
    err: '',
    out: `${POLICY}: not formatted\n3 files, 1 not formatted\n`,
  });
  expect(read(POLICY)).toBe(messy());
});

test('--diff writes nothing, and shows what would change', async () => {
  write(POLICY, tidy.replace('owner: payments', 'owner:  payments').replace('variables:\n', 'variables: # names\n\n'));
  expect(await fmt('--diff', POLICY)).toEqual({
    code: 0,
    err: '',
    out: `--- ${POLICY}
+++ ${POLICY} (formatted)
@@ -1,12 +1,11 @@
 # Who may move money. Conditions and values are CEL; every name they read is declared: built in
 # (subject, client, grant, ...) or a source of assay.yaml. \`assay check\` finds what does not fit.
 policy: payments
-owner:  payments-iam@example.com
+owner: payments-iam@example.com
 description: Who may read and move payments, and through which clients.
 applies: { audiences: [https://api.example.com/payments] }
 
 variables: # names
-
   reviewer: '"payments-reviewer" in iga.roles'
   by_agent: has(agents.name)
 
`,
  });
  expect((await fmt('--diff', '--check')).code).toBe(1);
});

test('--stdin prints the text, and nothing else', async () => {
  expect(await run(['fmt', '--stdin'], { cwd: '/', stdin: 'owner:   a\npolicy: b # c\n' })).toEqual({
    code: 0,
    err: '',
    out: 'policy: b # c\nowner: a\n',
  });
  const refused = await run(['fmt', '--stdin'], { cwd: '/', stdin: 'a: *b\n' });
  expect({ ...refused, err: refused.err.split('\n')[0] }).toEqual({
    code: 1,
    out: '',
    err: 'standard input:1:4: error[unsupported-yaml]: aliases are not supported',
  });
  expect(await run(['fmt', '--stdin', '--check'], { cwd: '/', stdin: 'a:  1' })).toEqual({
    code: 1,
    err: '',
    out: 'standard input is not formatted\n',
  });
});

test('a file with mistakes in its YAML is left alone, and told like those of assay check; others are written', async () => {
  write('assay.yaml', `${read('assay.yaml')}log: { file: again.jsonl }\n`);
  write(POLICY, messy());
  const before = read('assay.yaml');
  const { code, out, err } = await fmt();
  expect({ code, out, err: err.split('\n')[0], same: read('assay.yaml') === before, text: read(POLICY) }).toEqual({
    code: 1,
    out: `${POLICY}: formatted\n3 files, 1 formatted\n`,
    err: 'assay.yaml:94:1: error[duplicate-key]: the key `log` stands twice in one map',
    same: true,
    text: tidy,
  });
});

test('below a folder it knows its own files; a file that is named is meant', async () => {
  const compose = 'x:   &anchor 1\n';
  const data = 'a:   1\n';
  mkdirSync(join(project.path, 'node_modules'));
  for (const [file, text] of [
    ['compose.yaml', compose],
    ['data.yaml', data],
    ['node_modules/policy.yaml', messy()],
  ] as const)
    write(file, text);
  expect(await fmt('.')).toEqual({ code: 0, err: '', out: '3 files, none to change\n' });
  expect(await fmt('data.yaml')).toEqual({ code: 0, err: '', out: 'data.yaml: formatted\n1 file, 1 formatted\n' });
  expect({ compose: read('compose.yaml'), data: read('data.yaml') }).toEqual({ compose, data: 'a: 1\n' });
});

test('a link stays a link to a file that is formatted', async () => {
  write('policies/real.yaml', 'policy:  a\n');
  symlinkSync('real.yaml', join(project.path, 'policies/link.yaml'));
  expect((await fmt('policies/link.yaml')).code).toBe(0);
  expect({ text: read('policies/real.yaml'), entries: readdirSync(join(project.path, 'policies')) }).toEqual({
    text: 'policy: a\n',
    entries: ['link.yaml', 'payments.test.yaml', 'payments.yaml', 'real.yaml'],
  });
});

test('what cannot be worked with is told in one line', async () => {
  const runs = [
    await fmt('gone.yaml'),
    await fmt('--stdin', POLICY),
    await run(['fmt'], { cwd: '/' }),
    await run(['fmt', '--stdin'], { cwd: '/', stdin: Uint8Array.of(0xff) }),
  ];
  expect(runs.map(({ code, out, err }) => `${code} ${out}${err.split('\n')[0]}`)).toEqual([
    '2 assay: ERR_FILE_READ: gone.yaml: expected a file or a folder, found nothing',
    '2 assay: ERR_USAGE: expected files or `--stdin`, found both',
    '2 assay: ERR_PROJECT_NOT_FOUND: no `assay.yaml` here or above',
    '2 assay: ERR_FILE_READ: standard input: expected text, found bytes that are no UTF-8',
  ]);
});

test('--json lists the files and what is wrong with them', async () => {
  write(POLICY, messy());
  const { code, out, err } = await fmt('--check', '--json');
  expect({ code, err, out: JSON.parse(out) as unknown }).toEqual({
    code: 1,
    err: '',
    out: {
      files: [
        { file: 'assay.yaml', changed: false },
        { file: 'policies/payments.test.yaml', changed: false },
        { file: POLICY, changed: true },
      ],
      diagnostics: [],
    },
  });
});
