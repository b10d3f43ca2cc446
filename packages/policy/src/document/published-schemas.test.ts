// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import type { DiagnosticCode } from '../diagnostic-codes.ts';
import { PROJECT } from '../testing/mistake.ts';
import { MISTAKES } from '../testing/mistakes.ts';
import { publishedSchemas } from './published-schemas.ts';

const folder = join(__dirname, '../../schemas');

describe.each([...publishedSchemas()])('schemas/%s', (file, made) => {
  test('is what the shapes say (write it anew: npm run generate)', () => {
    expect(JSON.parse(readFileSync(join(folder, file), 'utf8'))).toEqual(JSON.parse(made));
  });

  test('is a JSON Schema without unknown keywords', () => {
    expect(() =>
      new Ajv2020({ strict: true, strictRequired: false, strictTypes: false }).compile(JSON.parse(made)),
    ).not.toThrow();
  });
});

const SCHEMAS: Readonly<Record<string, string>> = {
  'assay.yaml': 'project.schema.json',
  'policy.yaml': 'policy.schema.json',
  'shared/common.yaml': 'library.schema.json',
  'a.test.yaml': 'test.schema.json',
};

describe('an editor with the schemas', () => {
  const validators = new Map(
    [...publishedSchemas()].map(([file, text]) => [
      file,
      new Ajv2020({ strict: false, ownProperties: true }).compile(JSON.parse(text)),
    ]),
  );
  const accepts = (path: string, text: string): boolean => validators.get(SCHEMAS[path] ?? '')?.(parse(text)) === true;

  // The mistakes of shape; of the others a JSON Schema knows nothing.
  const shapes: readonly DiagnosticCode[] = [
    'unknown-key',
    'missing-key',
    'missing-owner',
    'wrong-type',
    'invalid-value',
    'empty-list',
    'rule-effect',
    'misplaced-key',
  ];
  const seen = MISTAKES.filter(
    ({ code, files, isBeyondSchemas }) =>
      shapes.includes(code) &&
      isBeyondSchemas !== true &&
      // what YAML makes of a key is no number to JSON, and that a file is another one's no schema can say
      !Object.values(files).some((text) => /variables: \{ 1:|common: \.\/policy/.test(text)),
  );

  test.each(seen.map((mistake, index) => ({ ...mistake, index })))('sees $code at `$at` ($index)', ({ files }) => {
    const documents = Object.entries(files).filter(([path]) => Object.hasOwn(SCHEMAS, path));
    expect(documents.every(([path, text]) => accepts(path, text))).toBe(false);
  });

  test('accepts what has mistakes only the compiler sees', () => {
    const later: readonly DiagnosticCode[] = [
      'unknown-name',
      'unknown-member',
      'expression-syntax',
      'never-matches',
      'duplicate-rule',
      'ungoverned',
      'ungoverned-policy',
      'log-is-input',
      'duplicate-test',
      'unused-expectation',
    ];
    const refused = MISTAKES.filter(({ code }) => later.includes(code)).flatMap(({ code, files }) =>
      Object.entries(files)
        .filter(([path, text]) => Object.hasOwn(SCHEMAS, path) && !accepts(path, text))
        .map(([path]) => `${code} ${path} ${JSON.stringify(files)}`),
    );
    expect({ refused, project: accepts('assay.yaml', PROJECT) }).toEqual({ refused: [], project: true });
  });
});
