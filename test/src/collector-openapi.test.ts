// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIMITS, PAGE_PARAMETERS, QUESTION_PARAMETERS, ROUTES, WIRE_SCHEMAS } from '@assay/log/collector';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

interface Operation {
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly { readonly $ref?: string; readonly name?: string }[];
  readonly responses: Readonly<Record<string, { readonly $ref?: string }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly responses: object;
    readonly securitySchemes: object;
  };
}

const FILE = join(__dirname, '../../packages/log/schemas/collector.openapi.yaml');
const document = parse(readFileSync(FILE, 'utf8')) as Document; // sound: or the tests below fail
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

describe('collector.openapi.yaml', () => {
  it('has every route of the collector, no other, and who may use it', () => {
    const described = operations.map(({ path, method, operation: { operationId, security } }) => ({
      path,
      method,
      name: operationId,
      roles: security.flatMap((scheme) => Object.keys(scheme)),
    }));
    expect(described).toEqual(
      ROUTES.map(({ path, method, role, answer }) => ({
        path,
        method,
        name: answer.name,
        roles: role === undefined ? [] : [role],
      })),
    );
    expect(Object.keys(document.components.securitySchemes)).toEqual(['writer', 'auditor']);
  });

  it('says who is refused', () => {
    for (const { operation } of operations)
      expect(['401', '403'].every((status) => status in operation.responses)).toBe(operation.security.length > 0);
  });

  it('has every parameter of a question', () => {
    const asked = (path: string): readonly (string | undefined)[] =>
      (document.paths[path]?.['get']?.parameters ?? [])
        .map(({ $ref, name = '' }) => $ref?.split('/').at(-1) ?? name)
        .toSorted();
    expect(asked('/v1/log/records')).toEqual([...QUESTION_PARAMETERS, ...PAGE_PARAMETERS].toSorted());
    for (const path of ['/v1/log/claims', '/v1/log/stats'])
      expect(asked(path)).toEqual([...QUESTION_PARAMETERS].toSorted());
  });

  it('has the schemas that posts are held against', () => {
    const { Post, Decision, Loss, Repeat } = document.components.schemas;
    expect({ Post, Decision, Loss, Repeat }).toEqual(WIRE_SCHEMAS);
    expect(Post).toMatchObject({ properties: { records: { maxItems: LIMITS.records } } });
  });

  it('has schemas that can be read, and refers to nothing that is not there', () => {
    const ajv = new Ajv2020({ strictTypes: false });
    for (const schema of Object.values(document.components.schemas)) expect(() => ajv.compile(schema)).not.toThrow();
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(0);
    const missing = references.filter(
      ([, kind = '', name = '']) =>
        !Object.hasOwn(Object.getOwnPropertyDescriptor(document.components, kind)?.value as object, name),
    );
    expect(missing).toEqual([]);
  });
});
