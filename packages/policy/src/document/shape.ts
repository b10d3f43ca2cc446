// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import type { Located } from '../diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import { kindOf, type YamlNode, type YamlScalar } from './yaml-node.ts';

/**
 * What may stand in one place of a file: its JSON Schema, which is published, and the reader that checks the place and
 * turns it into a T. `read` reports what is wrong, once, and returns undefined when there is no T to be had.
 */
export interface Shape<T> {
  readonly schema: JsonObject;
  readonly read: (node: YamlNode, report: Report) => T | undefined;
}

/** A shape whose value is checked or changed further; the JSON Schema may say more, too. */
export function refine<T, U>(
  shape: Shape<T>,
  schema: JsonObject,
  read: (value: T, report: Report) => U | undefined,
): Shape<U> {
  return {
    schema: { ...shape.schema, ...schema },
    read: (node, report) => {
      const value = shape.read(node, report);
      return value === undefined ? undefined : read(value, report);
    },
  };
}

/** Any string but an empty one. */
export const text: Shape<Located<string>> = {
  schema: { type: 'string', minLength: 1 },
  read: (node, report) => {
    if (node.kind === 'scalar' && typeof node.value === 'string' && node.value !== '')
      return { value: node.value, span: node.span };
    wrongType(
      node,
      'a string',
      report,
      node.kind === 'scalar' && node.text !== '' ? `quote it: "${node.text.slice(0, 40)}"` : undefined,
    );
    return undefined;
  },
};

/** `true` or `false`. */
export const flag: Shape<Located<boolean>> = {
  schema: { type: 'boolean' },
  read: (node, report) => {
    if (node.kind === 'scalar' && typeof node.value === 'boolean') return { value: node.value, span: node.span };
    wrongType(node, '`true` or `false`', report);
    return undefined;
  },
};

/** Any scalar that holds something, as it stands. */
export function scalar(expected: string, schema: JsonObject): Shape<YamlScalar> {
  return {
    schema,
    read: (node, report) => {
      if (node.kind === 'scalar' && node.value !== null && node.text.trim() !== '') return node;
      wrongType(node, expected, report);
      return undefined;
    },
  };
}

/** Reports that `node` is not what is expected; of what is broken nothing more is said. */
export function wrongType(node: YamlNode, expected: string, report: Report, help?: string): void {
  if (node.kind === 'broken') return;
  const found = node.kind === 'scalar' && node.value === '' ? 'an empty string' : kindOf(node);
  const shown =
    node.kind === 'scalar' && node.text !== '' && typeof node.value !== 'string' ? ` ${quote(node.text)}` : '';
  const place = node.span.start === node.span.end || node.kind !== 'scalar' ? node.at : node.span;
  report('wrong-type', place, `expected ${expected}, and found ${found}${shown}`, help);
}
