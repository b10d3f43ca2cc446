// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { own } from '@assay/core/model';
import { parse } from '@cdktf/hcl2json';
import { only, many } from './deployed.ts';
import { FULL, PLAIN, VARIANTS, writeFolder } from './folders.ts';
import { findCommand, run } from './run.ts';

const terraform = findCommand('terraform', ['version'], 'the end-to-end test of the layout of the Terraform module');

describe('the Terraform module', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const read = (name: string): Promise<unknown> => parse(name, readFileSync(join(folder, 'terraform', name), 'utf8'));

  (terraform ? describe : describe.skip)('in the eyes of terraform fmt', () => {
    for (const [variant, options] of Object.entries(VARIANTS)) {
      it(`is laid out as terraform fmt lays it out: ${variant}`, () => {
        writeFolder(folder, options);

        const { code, out } = run('terraform', ['fmt', '-check', '-diff', 'terraform'], folder);

        expect({ code, out }).toEqual({ code: 0, out: '' });
      });
    }

    it('is shown in README.md as terraform fmt lays it out', () => {
      writeFolder(folder, FULL);
      const shown = /```hcl\n([^`]+)```/.exec(readFileSync(join(folder, 'README.md'), 'utf8'))?.[1] ?? '';

      const { code, out } = run('terraform', ['fmt', '-'], folder, { input: shown });

      expect({ code, out, isWhole: shown.includes('pre_token_generation_config') }).toEqual({
        code: 0,
        out: shown,
        isWhole: true,
      });
    });

    it('is refused where a bracket is missing', () => {
      writeFolder(folder, PLAIN);
      const path = join(folder, 'terraform/main.tf');
      writeFileSync(path, readFileSync(path, 'utf8').replace('required_providers {', 'required_providers'));

      expect(run('terraform', ['fmt', '-check', 'terraform'], folder)).toMatchObject({ code: 2, out: '' });
    });
  });

  it('declares every variable it uses, and no other', async () => {
    for (const options of [PLAIN, FULL]) {
      writeFolder(folder, options);
      const texts = readdirSync(join(folder, 'terraform')).map((name) =>
        readFileSync(join(folder, 'terraform', name), 'utf8'),
      );
      const used = new Set(texts.flatMap((text) => text.match(/(?<=\bvar\.)\w+/g) ?? []));

      const declared = Object.keys(own(await read('variables.tf'), 'variable') ?? {});

      expect(new Set(declared)).toEqual(used);
    }
  });

  it('refers only to what it makes or looks up', async () => {
    writeFolder(folder, FULL);
    const main = await read('main.tf');
    const text = ['main.tf', 'outputs.tf']
      .map((name) => readFileSync(join(folder, 'terraform', name), 'utf8'))
      .join('');

    const references = [...text.matchAll(/\b(data\.)?(aws_\w+)\.(\w+)\.\w+/g)].map(([, data, type = '', name = '']) => {
      const kind = own(main, data === undefined ? 'resource' : 'data');
      return { reference: `${data ?? ''}${type}.${name}`, exists: own(own(kind, type), name) !== undefined };
    });

    expect({ some: references.length > 10, missing: references.filter(({ exists }) => !exists) }).toEqual({
      some: true,
      missing: [],
    });
  });

  it('takes the code from beside it, and notices when it changes', async () => {
    writeFolder(folder, PLAIN);

    const lambda = only(many(own(own(own(await read('main.tf'), 'resource'), 'aws_lambda_function'), 'this')));

    expect({ filename: own(lambda, 'filename'), hash: own(lambda, 'source_code_hash') }).toEqual({
      filename: '${path.module}/../function.zip',
      hash: '${filebase64sha256("${path.module}/../function.zip")}',
    });
  });

  it('tells what the user pool is to be given', async () => {
    writeFolder(folder, FULL);

    expect(await read('outputs.tf')).toEqual({
      output: {
        function_arn: [{ value: '${aws_lambda_function.this.arn}' }],
        pre_token_generation_config: [
          {
            description: 'What belongs into lambda_config of the user pool.',
            value: { lambda_arn: '${aws_lambda_function.this.arn}', lambda_version: 'V2_0' },
          },
        ],
        records_log_group: [
          { description: 'One decision record a line.', value: '${aws_cloudwatch_log_group.records.name}' },
        ],
      },
    });
  });
});
