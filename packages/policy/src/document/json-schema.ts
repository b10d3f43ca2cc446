// SPDX-License-Identifier: Apache-2.0
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Json, JsonObject } from '@assay/core/model';
import type { DiagnosticCode } from '../diagnostic-codes.ts';
import { didYouMean } from '../diagnostics/near-match.ts';
import { quote, quoteList } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import { entryOf, nodeAt } from './json-pointer.ts';
import type { LocatedJson } from './json-value.ts';
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
    if (!validate(value)) reportErrors('source-data-invalid', validate.errors ?? [], node, reportData);
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
      reportErrors('invalid-schema', ofSchemas.errors ?? [], node, report);
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

// These say that something below them failed, and the mistakes below them may all be about alternatives not meant.
const SUMMARIES: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'not', 'if', 'contains']);

function reportErrors(code: DiagnosticCode, errors: readonly ErrorObject[], root: YamlNode, report: Report): void {
  const summaries = errors.filter(({ keyword }) => SUMMARIES.has(keyword));
  const seen = new Set<string>();
  for (const error of errors) {
    if (summaries.some(({ schemaPath }) => error.schemaPath.startsWith(`${schemaPath}/`))) continue;
    const { span, message, help } = describe(error, nodeAt(root, error.instancePath));
    const place = `${span.start}:${span.end}`;
    if (!ABSENCE.has(error.keyword) && seen.has(place)) continue;
    seen.add(place);
    report(code, span, message, help);
  }
}

// Several members may be missing at one place.
const ABSENCE: ReadonlySet<string> = new Set(['required', 'dependentRequired']);

interface Described {
  readonly span: YamlNode['span'];
  readonly message: string;
  readonly help?: string | undefined;
}

/** One error of Ajv as we say it. */
function describe(error: ErrorObject, node: YamlNode): Described {
  const place = node.kind === 'scalar' && node.span.end > node.span.start ? node.span : node.at;
  // Ajv types `params` as any record; which keyword has which is in its documentation ("Validation errors").
  const params = error.params as JsonObject;
  const found = node.kind === 'scalar' ? `, and found ${node.text === '' ? 'nothing' : quote(node.text)}` : '';
  switch (error.keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const key = String(params['additionalProperty'] ?? params['unevaluatedProperty']);
      const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object);
      return {
        span: entryOf(node, key)?.key.span ?? place,
        message: `unknown member ${quote(key)}`,
        help: didYouMean(key, known),
      };
    }
    case 'propertyNames': {
      const key = String(params['propertyName']);
      return { span: entryOf(node, key)?.key.span ?? place, message: `the name ${quote(key)} does not fit the schema` };
    }
    case 'required':
    case 'dependentRequired':
      return { span: node.at, message: `the member ${quote(String(params['missingProperty']))} is missing` };
    case 'enum': {
      const allowed = Array.isArray(params['allowedValues']) ? params['allowedValues'].map(String) : [];
      return {
        span: place,
        message: `expected ${quoteList(allowed.slice(0, 12))}${found}`,
        help: node.kind === 'scalar' ? didYouMean(node.text, allowed) : undefined,
      };
    }
    case 'type':
      return {
        span: place,
        message: `expected ${[params['type']].flat().map(articled).join(' or ')}${found === '' && node.kind !== 'broken' ? `, and found a ${node.kind}` : found}`,
      };
    default:
      return { span: place, message: `the value ${error.message ?? 'does not fit the schema'}${found}` };
  }
}

function articled(type: Json | undefined): string {
  const word = String(type);
  if (word === 'null') return 'null';
  return /^[aeio]/.test(word) ? `an ${word}` : `a ${word}`;
}
