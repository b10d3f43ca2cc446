// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
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
