// SPDX-License-Identifier: Apache-2.0
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { Problem } from '@assay/core/errors';

/** After this many problems the rest is noise. */
export const MAX_PROBLEMS = 20;

/** What a schema says against a value; `at` is the pointer of the value in its document. */
export const schemaProblems = (validate: ValidateFunction, value: unknown, at: string): readonly Problem[] =>
  validate(value) ? [] : (validate.errors ?? []).slice(0, MAX_PROBLEMS).map((error) => toProblem(error, at));

/** An error of ajv in our form. No value of the document is in it. */
export function toProblem(
  { instancePath, message = 'is not as expected', keyword, params }: ErrorObject,
  at = '',
): Problem {
  const path = `${at}${instancePath}`;
  if (keyword === 'additionalProperties')
    return {
      path,
      message: `\`${String(params['additionalProperty']).slice(0, 100).toWellFormed()}\` is not a member of it`,
    };
  const allowed: unknown = params['allowedValues'] ?? params['allowedValue'];
  return { path, message: allowed === undefined ? message : `${message}: ${JSON.stringify(allowed)}` };
}
