// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PARTS } from '../parts.ts';
import { installPythonPart } from '../python-part.ts';
import { PLAIN, VARIANTS, writeFolder } from './folders.ts';
import { run, type Ran } from './run.ts';

const lint = installPythonPart(PARTS.cfnLint);
const sam = installPythonPart(PARTS.samCli);
for (const part of [lint, sam])
  if (!part.ok) process.stderr.write(`the end-to-end test of the SAM template is skipped: it ${part.why}\n`);

(lint.ok && sam.ok ? describe : describe.skip)('the SAM template', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const cfnLint = (): Ran => run(lint.ok ? lint.command : '', ['--format', 'parseable', 'template.yaml'], folder);
  const samValidate = (): Ran =>
    run(sam.ok ? sam.command : '', ['validate', '--lint', '--template', 'template.yaml'], folder);

  for (const [variant, options] of Object.entries(VARIANTS)) {
    it(`says nothing to cfn-lint: ${variant}`, () => {
      writeFolder(folder, options);

      expect(cfnLint()).toEqual({ code: 0, out: '', said: '' });
    });

    it(`is valid to sam validate --lint: ${variant}`, () => {
      writeFolder(folder, options);

      const { code, said } = samValidate();

      expect({ code, isValid: said.includes('is a valid SAM Template') }).toEqual({ code: 0, isValid: true });
    });
  }

  const MISTAKES: Readonly<Record<string, readonly [from: string, to: string, rules: readonly string[]]>> = {
    'a default that is not allowed': ['Default: nodejs24.x', 'Default: nodejs14.x', ['E2015']],
    'a property that does not exist': ['Handler: index.handler', 'Handle: index.handler', ['W2533', 'E3002']],
    'a version of the trigger that does not exist': ['LambdaVersion: V3_0', 'LambdaVersion: V9_0', ['E3030']],
    'a resource that is not there': ['!GetAtt Role.Arn', '!GetAtt Rolle.Arn', ['E1010']],
  };
  for (const [mistake, [from, to, rules]] of Object.entries(MISTAKES)) {
    it(`is refused with ${mistake}`, () => {
      writeFolder(folder, PLAIN);
      const path = join(folder, 'template.yaml');
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, text.replace(from, to));

      const [linted, validated] = [cfnLint(), samValidate()];

      expect({
        edited: text.includes(from),
        code: linted.code === 0,
        rules: linted.said.match(/[EW]\d{4}/g),
        validated: validated.code,
      }).toEqual({
        edited: true,
        code: false,
        rules,
        validated: 1,
      });
    });
  }
});
