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
    explain ??= new Ajv2020({ ...options, allErrors: true }).compile(schema);
    explain(value);
    const redacted = redactedOf(value);
    if (redacted.length === 0)
      return problemsOf([...(validate.errors ?? []), ...outsideOfChoices(explain.errors ?? [])]);
    const left = (explain.errors ?? []).filter((error) => !isExcused(error, redacted));
    if (left.length > 0) return problemsOf(left);
    return isDecisionRecord(value)
      ? []
      : [{ path: '', message: 'too much of it was taken out: it cannot be kept as a record' }];
  };
}

/** Each once. */
function problemsOf(errors: readonly ErrorObject[]): readonly Problem[] {
  const problems = new Map<string, Problem>();
  for (const error of errors) {
    const problem = toProblem(error);
    problems.set(`${problem.path} ${problem.message}`, problem);
    if (problems.size === MAX_PROBLEMS) break;
  }
  return [...problems.values()];
}

/** All but what the branches of a choice that failed say: it is about what else could have been there, and much of it. */
function outsideOfChoices(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = errors.filter(isChoice).slice(0, MAX_PROBLEMS);
  return errors.filter(
    (error) =>
      isChoice(error) || !choices.some(({ instancePath: at }) => `${error.instancePath}/`.startsWith(`${at}/`)),
  );
}

const isChoice = ({ keyword }: ErrorObject): boolean => keyword === 'anyOf' || keyword === 'oneOf';

/** The pointers a record names as redacted, as far as they are pointers to a part of it. */
function redactedOf(value: object): readonly string[] {
  const named: unknown = 'redacted' in value ? value.redacted : undefined;
  return Array.isArray(named) ? named.filter((pointer) => typeof pointer === 'string' && /^\/[^/]/.test(pointer)) : [];
}

/** Whether an error is about what was redacted: it, what is in it, that it is missing, or a choice that hangs on it. */
function isExcused(error: ErrorObject, redacted: readonly string[]): boolean {
  const { instancePath, schemaPath, keyword, params } = error;
  // what a branch of a choice says is said of the choice, too
  if (/\/(?:anyOf|oneOf)\/\d/.test(schemaPath)) return true;
  const path = keyword === 'required' ? `${instancePath}/${String(params['missingProperty'])}` : instancePath;
  return redacted.some(
    (pointer) =>
      path === pointer || path.startsWith(`${pointer}/`) || (isChoice(error) && pointer.startsWith(`${path}/`)),
  );
}
