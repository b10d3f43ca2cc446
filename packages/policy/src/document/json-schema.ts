// SPDX-License-Identifier: Apache-2.0
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Json } from '@assay/core/model';
import { quote } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import type { LocatedJson } from './json-value.ts';
import { reportSchemaErrors } from './schema-errors.ts';
import type { YamlNode } from './yaml-node.ts';

/** A check of data against one JSON Schema, reporting every mistake where it stands. */
export type DataCheck = (value: Json, node: YamlNode, report: Report) => void;

/**
 * The check of data against `schema`, JSON Schema 2020-12 of an object. Reports what is wrong with the schema itself
 * and then returns undefined. `format` is not checked; what a `$ref` leads to has to be in the schema.
 */
export function compileSchema(schema: LocatedJson, report: Report): DataCheck | undefined {
  const validate = compile(schema, report);
  if (validate === undefined) return undefined;
  return (value, node, reportData) => {
    if (!validate(value)) reportSchemaErrors('source-data-invalid', validate.errors ?? [], node, reportData);
  };
}

const OPTIONS = {
  allErrors: true,
  verbose: true,
  // Unknown keywords are mistakes ("propertis"); the stricter checks would refuse schemas that are right.
  strict: true,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  validateFormats: false,
  // Data may have a member `toString`; what is inherited is no member.
  ownProperties: true,
  logger: false,
} as const;

// Compiling the schema of schemas takes 20 ms, and is done once.
let ofSchemas: Ajv2020 | undefined;

function compile({ value, node }: LocatedJson, report: Report): ValidateFunction | undefined {
  try {
    ofSchemas ??= new Ajv2020(OPTIONS);
    if (ofSchemas.validateSchema(value) !== true) {
      reportSchemaErrors('invalid-schema', ofSchemas.errors ?? [], node, report);
      return undefined;
    }
    if (value['type'] !== 'object') {
      report('invalid-schema', node.at, 'expected a schema of an object: `type: object`');
      return undefined;
    }
    // Each schema has an instance of its own: what one calls itself (`$id`) is nothing to another.
    return new Ajv2020({ ...OPTIONS, meta: false, validateSchema: false }).compile(value);
  } catch (error) {
    // Ajv throws at the first keyword, reference or pattern it cannot use; it does not say where that stands.
    const message = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : '';
    report('invalid-schema', node.at, `the schema cannot be used: ${quote(message.replace(/^strict mode: /, ''))}`);
    return undefined;
  }
}
