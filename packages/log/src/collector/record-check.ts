// SPDX-License-Identifier: Apache-2.0
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Problem } from '@assay/core/errors';
import { isDecisionRecord } from '@assay/core/log';
import { readRecordSchema } from './record-schema.ts';
import { MAX_PROBLEMS, toProblem } from './schema-problems.ts';

/** What is wrong with a record; an empty list where nothing is. */
export type RecordCheck = (value: object) => readonly Problem[];

let known: RecordCheck | undefined;

/** The check of this process: a schema of this size takes a while to be compiled. */
export const recordCheck = (): RecordCheck => (known ??= createRecordCheck());

/**
 * What holds records from outside against the schema that is published of them. A host may have taken parts out, or put keyed hashes in their places: where
 * `redacted` names a part, the schema does not count there; all that this log relies upon has to be there nevertheless.
 */
function createRecordCheck(): RecordCheck {
  const schema = readRecordSchema();
  const options = { allowUnionTypes: true } as const;
  const validate = new Ajv2020(options).compile(schema);
  let explain: ValidateFunction | undefined;
  return (value) => {
    if (validate(value)) return [];
    const redacted = redactedOf(value);
    if (redacted.length === 0) return problemsOf(validate.errors ?? []);
    explain ??= new Ajv2020({ ...options, allErrors: true }).compile(schema);
    explain(value);
    const left = (explain.errors ?? []).filter((error) => !isExcused(error, redacted));
    if (left.length > 0) return problemsOf(left);
    return isDecisionRecord(value)
      ? []
      : [{ path: '', message: 'too much of it was taken out: it cannot be kept as a record' }];
  };
}

const problemsOf = (errors: readonly ErrorObject[]): readonly Problem[] =>
  errors.slice(0, MAX_PROBLEMS).map((error) => toProblem(error));

/** The pointers a record names as redacted, as far as they are pointers to a part of it. */
function redactedOf(value: object): readonly string[] {
  const named: unknown = 'redacted' in value ? value.redacted : undefined;
  return Array.isArray(named) ? named.filter((pointer) => typeof pointer === 'string' && /^\/[^/]/.test(pointer)) : [];
}

/** Whether an error is about what was redacted: it, what is in it, that it is missing, or a choice that hangs on it. */
function isExcused({ instancePath, schemaPath, keyword, params }: ErrorObject, redacted: readonly string[]): boolean {
  // what a branch of a choice says is said of the choice, too
  if (/\/(?:anyOf|oneOf)\/\d/.test(schemaPath)) return true;
  const isChoice = keyword === 'anyOf' || keyword === 'oneOf';
  const path = keyword === 'required' ? `${instancePath}/${String(params['missingProperty'])}` : instancePath;
  return redacted.some(
    (pointer) => path === pointer || path.startsWith(`${pointer}/`) || (isChoice && pointer.startsWith(`${path}/`)),
  );
}
