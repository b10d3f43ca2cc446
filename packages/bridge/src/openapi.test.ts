// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, own } from '@assay/core/model';
import { openapiDocument } from './openapi-document.ts';
import { readKeycloakSchema } from './schemas.ts';
import { startBridge } from './testing/start-bridge.ts';

type Node = Readonly<Record<string, unknown>>;

let document: Node;
beforeAll(async () => {
  document = (await openapiDocument()) as Node; // sound: an object
});

/** Every object in a value, and where. */
function* objectsIn(value: unknown, at = '#'): Generator<readonly [string, Node]> {
  if (isObject(value)) yield [at, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) yield* objectsIn(inner, `${at}/${name}`);
}

const resolve = (ref: string): unknown =>
  ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((node, step) => own(node, step.replaceAll('~1', '/').replaceAll('~0', '~')), document);

const operations = (): readonly (readonly [string, string, Node])[] =>
  Object.entries(document['paths'] as Record<string, Record<string, Node>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [method, path, operation] as const),
  );

describe('the OpenAPI document', () => {
  test('is of version 3.1, and says where, who and under which licence', () => {
    const { openapi, info, servers, security } = document;
    expect({ openapi, info, servers, security }).toEqual({
      openapi: '3.1.0',
      info: {
        title: 'Assay bridge',
        description: expect.any(String) as string,
        version: '1.0.0',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: expect.stringMatching(/^http/) as string, description: expect.any(String) as string }],
      security: [{ secret: [] }, { accessToken: [] }, { certificate: [] }],
    });
    expect(Object.keys(document).sort()).toEqual(['components', 'info', 'openapi', 'paths', 'security', 'servers']);
  });

  test('names security schemes that it has, and asks for none at health alone', () => {
    const schemes = Object.keys((document['components'] as { securitySchemes: object }).securitySchemes);
    expect((document['security'] as readonly object[]).flatMap((one) => Object.keys(one)).sort()).toEqual(
      schemes.sort(),
    );
    expect(
      operations()
        .filter(([, , { security }]) => security !== undefined)
        .map(([, path, { security }]) => [path, security]),
    ).toEqual([
      ['/healthz', []],
      ['/readyz', []],
    ]);
  });

  test('has every route with its own id, a summary and answers that are described', () => {
    const ids = operations().map(([, , { operationId }]) => operationId);
    expect([ids.length, new Set(ids).size, ids.every((id) => typeof id === 'string')]).toEqual([8, 8, true]);
    for (const [method, path, { summary, responses }] of operations()) {
      expect([method, path, summary]).toEqual([method, path, expect.stringMatching(/^[A-Z]/)]);
      for (const [status, response] of Object.entries(responses as Record<string, Node>)) {
        expect(status).toMatch(/^\d(?:\d\d|XX)$/);
        expect(response['description']).toEqual(expect.any(String));
      }
    }
  });

  test('refers to nothing that it does not hold', () => {
    const refs = [...objectsIn(document)].flatMap(([at, { $ref }]) =>
      typeof $ref === 'string' ? [[at, $ref] as const] : [],
    );
    expect(refs.length).toBeGreaterThan(10);
    expect(refs.filter(([, ref]) => !ref.startsWith('#/') || resolve(ref) === undefined)).toEqual([]);
  });

  test('holds the schemas of the ask and the answer as they are published', () => {
    const schemas = (document['components'] as { schemas: Record<string, Node> }).schemas;
    for (const [name, title] of [
      ['ask', 'KeycloakAsk'],
      ['answer', 'KeycloakAnswer'],
    ] as const) {
      const { properties } = readKeycloakSchema(name) as { properties: object };
      expect(Object.keys(schemas[title]?.['properties'] ?? {})).toEqual(Object.keys(properties));
    }
  });

  test('is what the bridge tells, and what is published', async () => {
    const published = JSON.parse(readFileSync(join(__dirname, '../schemas/openapi.json'), 'utf8')) as unknown;
    const { ask, bridge } = await startBridge();
    expect([published, await (await ask('/openapi.json')).json()]).toEqual([document, document]);
    await bridge.close();
  });
});
