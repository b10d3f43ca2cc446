// SPDX-License-Identifier: Apache-2.0
import type { Json, JsonObject } from '@assay/core/model';
import type { ErrorObject } from 'ajv/dist/2020.js';
import type { DiagnosticCode } from '../diagnostic-codes.ts';
import { didYouMean } from '../diagnostics/near-match.ts';
import { quote, quoteList } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import { entryOf, nodeAt } from './json-pointer.ts';
import type { YamlNode } from './yaml-node.ts';

// These say that something below them failed, and the mistakes below them may all be about alternatives not meant.
const SUMMARIES: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'not', 'if', 'contains']);

/** Reports what Ajv found wrong with the value of `root`: each mistake once, where it stands. */
export function reportSchemaErrors(
  code: DiagnosticCode,
  errors: readonly ErrorObject[],
  root: YamlNode,
  report: Report,
): void {
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
      const key = textOf(params['additionalProperty'] ?? params['unevaluatedProperty']);
      const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object);
      return {
        span: entryOf(node, key)?.key.span ?? place,
        message: `unknown member ${quote(key)}`,
        help: didYouMean(key, known),
      };
    }
    case 'propertyNames': {
      const key = textOf(params['propertyName']);
      return { span: entryOf(node, key)?.key.span ?? place, message: `the name ${quote(key)} does not fit the schema` };
    }
    case 'required':
    case 'dependentRequired':
      return { span: node.at, message: `the member ${quote(textOf(params['missingProperty']))} is missing` };
    case 'enum': {
      const allowed = Array.isArray(params['allowedValues']) ? params['allowedValues'].map(textOf) : [];
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
  const word = textOf(type);
  if (word === 'null') return 'null';
  return /^[aeio]/.test(word) ? `an ${word}` : `a ${word}`;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
