// SPDX-License-Identifier: Apache-2.0
import { LIMITS } from './limits.ts';

const SEQ = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
const TIME = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' };
const WRITER = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}$' };
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** What `record.id` has to be beyond what the schema of records says: a UUID in lower case (RFC 9562). */
export const RECORD_ID: RegExp = new RegExp(`^${UUID}$`);

/** The schemas of a post but for the records in it: JSON Schema, as `collector.openapi.yaml` shows them. */
export const WIRE_SCHEMAS: Readonly<Record<'Post' | 'Decision' | 'Loss' | 'Repeat', object>> = {
  Post: {
    type: 'object',
    additionalProperties: false,
    required: ['writer', 'records'],
    properties: {
      writer: WRITER,
      records: { type: 'array', minItems: 1, maxItems: LIMITS.records, items: { type: 'object' } },
    },
  },
  Decision: {
    type: 'object',
    additionalProperties: false,
    required: ['seq', 'record'],
    properties: { seq: SEQ, kind: { const: 'decision' }, record: { type: 'object' } },
  },
  Loss: {
    type: 'object',
    additionalProperties: false,
    required: ['seq', 'kind', 'time', 'lost', 'reason'],
    properties: {
      seq: SEQ,
      kind: { const: 'loss' },
      time: TIME,
      lost: {
        type: 'object',
        additionalProperties: false,
        required: ['writer', 'from', 'to'],
        properties: { writer: WRITER, from: SEQ, to: SEQ },
      },
      reason: { type: 'string', pattern: '^ERR_[A-Z_]{1,60}$' },
    },
  },
  Repeat: {
    type: 'object',
    additionalProperties: false,
    required: ['seq', 'kind', 'time', 'of'],
    properties: {
      seq: SEQ,
      kind: { const: 'repeat' },
      time: TIME,
      of: { type: 'string', pattern: `^${UUID}\\.(?:permit|deny)$` },
    },
  },
};
