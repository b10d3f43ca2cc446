// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import { own } from '@assay/core/model';

const MAX_PROBLEMS = 20;

/** What a schema says against a body, by the errors of its validator. No value of the body is in it. */
export function schemaProblems(errors: unknown): readonly Problem[] {
  if (!Array.isArray(errors)) return [];
  return errors.slice(0, MAX_PROBLEMS).map((error: unknown) => {
    const [path, message] = [own(error, 'instancePath'), own(error, 'message')];
    return {
      path: typeof path === 'string' ? path : '',
      message: typeof message === 'string' ? message : 'is not as expected',
    };
  });
}
