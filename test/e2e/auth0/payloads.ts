// SPDX-License-Identifier: Apache-2.0
import { Ajv, type ValidateFunction } from 'ajv';

/** The bodies the Management API takes, as its reference documents them; it refuses any other member. */
const text = (minLength: number, maxLength: number): object => ({ type: 'string', minLength, maxLength });
const closed = (properties: Readonly<Record<string, object>>, required: readonly string[] = []): object => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});

const SECRETS = {
  type: 'array',
  maxItems: 30,
  items: closed({ name: text(1, 128), value: text(0, 4096) }, ['name']),
};
const ACTION = {
  name: text(1, 255),
  supported_triggers: {
    type: 'array',
    minItems: 1,
    maxItems: 1,
    items: closed(
      { id: { enum: ['post-login', 'credentials-exchange', 'custom-token-exchange'] }, version: text(2, 3) },
      ['id'],
    ),
  },
  code: text(0, 100_000),
  dependencies: { type: 'array', maxItems: 10, items: closed({ name: text(1, 255), version: text(1, 255) }) },
  runtime: { enum: ['node12', 'node16', 'node18', 'node22'] },
  secrets: SECRETS,
  modules: { type: 'array', maxItems: 3 },
};
const PROFILE = { name: text(3, 50), subject_token_type: text(8, 100) };
const BINDING = closed(
  {
    ref: closed({ type: { enum: ['binding_id', 'action_id', 'action_name'] }, value: text(1, 255) }, ['type', 'value']),
    display_name: text(1, 255),
    secrets: SECRETS,
  },
  ['ref'],
);

const SCHEMAS = {
  createAction: closed({ ...ACTION, deploy: { type: 'boolean' } }, ['name', 'supported_triggers']),
  updateAction: { ...closed(ACTION), minProperties: 1 },
  createProfile: closed({ ...PROFILE, action_id: text(1, 36), type: { const: 'custom_authentication' } }, [
    'name',
    'subject_token_type',
    'action_id',
    'type',
  ]),
  updateProfile: { ...closed(PROFILE), minProperties: 1 },
  updateBindings: closed({ bindings: { type: 'array', maxItems: 20, items: BINDING } }),
};

/** The versions of the triggers an Action may support; another one is refused. */
export const TRIGGER_VERSIONS: Readonly<Record<string, string>> = {
  'post-login': 'v3',
  'credentials-exchange': 'v2',
  'custom-token-exchange': 'v1',
};

export type Payload = keyof typeof SCHEMAS;

const ajv = new Ajv({ allErrors: true });
const validators = new Map<string, ValidateFunction>(
  Object.entries(SCHEMAS).map(([name, schema]) => [name, ajv.compile(schema)]),
);

/** What is wrong with a body, in a line; undefined where nothing is. */
export function payloadProblem(payload: Payload, body: unknown): string | undefined {
  const validate = validators.get(payload);
  if (validate === undefined) throw new Error(`no schema for ${payload}`);
  return validate(body) ? undefined : ajv.errorsText(validate.errors, { dataVar: 'body' });
}
