// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DecisionRecord } from '@assay/core/log';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** The published schema of decision records, as it is in the package. */
export const RECORD_SCHEMA: unknown = JSON.parse(
  readFileSync(join(__dirname, '../../shared/schemas/decision-record.schema.json'), 'utf8'),
);

const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(RECORD_SCHEMA as object);

/** What is wrong with a record as it would be stored; an empty list where nothing is. */
export function recordProblems(record: DecisionRecord): readonly string[] {
  return validate(JSON.parse(JSON.stringify(record)))
    ? []
    : (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath}: ${message}`);
}
