// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A schema that `@assay/keycloak` publishes; it lies beside the compiled files and the sources alike. */
export function readKeycloakSchema(name: 'ask' | 'answer'): object {
  const index = createRequire(import.meta.url).resolve('@assay/keycloak');
  const text = readFileSync(join(index, `../../schemas/${name}.schema.json`), 'utf8');
  const { $schema: _, ...schema } = JSON.parse(text) as { readonly $schema: string }; // sound: a schema of ours
  // the server's validator reads drafts up to 7 by default; nothing in ours differs between that and 2020-12
  return schema;
}

const NAME = { type: 'string', maxLength: 255 };

export const EVENTS_SCHEMA: object = {
  $id: 'https://assay.dev/schemas/bridge/keycloak-events-1.json',
  title: 'KeycloakEvents',
  description: 'What the Assay provider in Keycloak tells of changes to its gate, and of what ends sessions.',
  type: 'object',
  required: ['version', 'realm', 'events'],
  properties: {
    version: { const: 1 },
    realm: NAME,
    events: {
      type: 'array',
      minItems: 1,
      maxItems: 1000,
      items: {
        type: 'object',
        required: ['time', 'kind', 'what'],
        properties: {
          time: { type: 'integer', minimum: 0, maximum: 8.64e15, description: 'Milliseconds since 1970.' },
          kind: {
            enum: ['gate_removed', 'gate_weakened', 'gate_changed', 'gate_restored', 'client_deleted', 'logout'],
          },
          what: { type: 'string', maxLength: 2000 },
          by: {
            type: 'object',
            properties: { user: NAME, client: NAME, ip: { type: 'string', maxLength: 100 } },
            additionalProperties: false,
          },
          path: { type: 'string', maxLength: 2000 },
          detail: { type: 'string', maxLength: 4000 },
        },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};

const DIGEST = { type: 'string', description: 'SHA-256 of the decision table.' };

export const POLICY_SCHEMA: object = {
  $id: 'https://assay.dev/schemas/bridge/policy-1.json',
  title: 'LoadedPolicy',
  type: 'object',
  required: ['digest', 'loaded_at'],
  properties: { digest: DIGEST, loaded_at: { type: 'string', format: 'date-time' } },
  additionalProperties: false,
};

export const RELOADED_SCHEMA: object = {
  $id: 'https://assay.dev/schemas/bridge/reloaded-1.json',
  title: 'ReloadedPolicy',
  type: 'object',
  required: ['digest', 'previous'],
  properties: { digest: DIGEST, previous: DIGEST },
  additionalProperties: false,
};

export const STATUS_SCHEMA: object = {
  $id: 'https://assay.dev/schemas/bridge/status-1.json',
  title: 'Status',
  type: 'object',
  required: ['status'],
  properties: { status: { const: 'ok' } },
  additionalProperties: false,
};

export const PROBLEM_SCHEMA: object = {
  $id: 'https://assay.dev/schemas/bridge/problem-1.json',
  title: 'Problem',
  description: 'Problem details (RFC 9457).',
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'problems'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', description: 'Stable: see docs/errors.md.' },
    problems: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string', description: 'A JSON pointer.' }, message: { type: 'string' } },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};
