// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CognitoFilesOptions } from '@assay/cognito/deploy';
import { PARTS } from '../parts.ts';
import { installPythonPart } from '../python-part.ts';
import { FULL, PLAIN, VARIANTS, writeFolder } from './folders.ts';
import { run, type Ran } from './run.ts';

const lint = installPythonPart(PARTS.cfnLint);
const sam = installPythonPart(PARTS.samCli);
for (const part of [lint, sam])
  if (!part.ok) process.stderr.write(`the end-to-end test of the SAM template is skipped: it ${part.why}\n`);

/** Edits of the plain template, and the rules of cfn-lint they break. */
const MISTAKES: Readonly<Record<string, readonly [from: string, to: string, rules: readonly string[]]>> = {
  'a default that is not allowed': ['Default: nodejs24.x', 'Default: nodejs14.x', ['E2015']],
  'a property that does not exist': ['Handler: index.handler', 'Handle: index.handler', ['W2533', 'E3002']],
  'a version of the trigger that does not exist': ['LambdaVersion: V3_0', 'LambdaVersion: V9_0', ['E3030']],
  'a resource that is not there': ['!GetAtt Role.Arn', '!GetAtt Rolle.Arn', ['E1010']],
};

(lint.ok && sam.ok ? describe : describe.skip)('the SAM template', () => {
  let root: string;
  /** What cfn-lint says of each template, from one run over all of them: most of its time is its start. */
  let linted: Ran;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
    for (const [variant, options] of Object.entries(VARIANTS)) write(variant, options);
    for (const [mistake, [from, to]] of Object.entries(MISTAKES)) {
      write(mistake, PLAIN);
      edit(mistake, from, to);
    }
    const templates = [...Object.keys(VARIANTS), ...Object.keys(MISTAKES)].map(pathOf);
    linted = run(lint.ok ? lint.command : '', ['--format', 'parseable', ...templates], root);
  });

  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  const folderOf = (title: string): string => title.replaceAll(/[^a-z0-9]+/g, '-');
  const pathOf = (title: string): string => join(folderOf(title), 'template.yaml');

  function write(title: string, options: CognitoFilesOptions): void {
    mkdirSync(join(root, folderOf(title)));
    writeFolder(join(root, folderOf(title)), options);
  }

  function edit(title: string, from: string, to: string): void {
    const path = join(root, pathOf(title));
    const text = readFileSync(path, 'utf8');
    if (!text.includes(from)) throw new Error(`the template does not hold \`${from}\``);
    writeFileSync(path, text.replace(from, to));
  }

  const saidOf = (title: string): readonly string[] =>
    linted.said.split('\n').filter((line) => line.startsWith(`${pathOf(title)}:`));

  test('is all that cfn-lint speaks of, where it speaks', () => {
    const others = linted.said.split('\n').filter((line) => line !== '' && !/^[a-z0-9-]+\/template\.yaml:/.test(line));

    expect({ refused: linted.code !== 0, others }).toEqual({ refused: true, others: [] });
  });

  for (const variant of Object.keys(VARIANTS))
    test(`says nothing to cfn-lint: ${variant}`, () => {
      expect(saidOf(variant)).toEqual([]);
    });

  for (const [mistake, [, , rules]] of Object.entries(MISTAKES))
    test(`is refused by cfn-lint with ${mistake}`, () => {
      expect(saidOf(mistake).map((line) => /:([EW]\d{4}):/.exec(line)?.[1])).toEqual(rules);
    });

  /** On its own, because it takes one template at a time. */
  function samValidate(title: string): { readonly code: number | null; readonly isValid: boolean } {
    const args = ['validate', '--lint', '--template', pathOf(title)];
    const { code, said } = run(sam.ok ? sam.command : '', args, root);
    return { code, isValid: said.includes('is a valid SAM Template') };
  }

  test('is valid to sam validate --lint', () => {
    write('plain', PLAIN);
    write('full', FULL);

    expect(['plain', 'full'].map(samValidate)).toEqual([
      { code: 0, isValid: true },
      { code: 0, isValid: true },
    ]);
  });

  test('is refused by sam validate --lint with a mistake', () => {
    expect(samValidate('a version of the trigger that does not exist')).toEqual({ code: 1, isValid: false });
  });
});
