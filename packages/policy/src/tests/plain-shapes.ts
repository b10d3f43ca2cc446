// SPDX-License-Identifier: Apache-2.0
import type { Json } from '@assay/core/model';
import type { Located } from '../diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import { jsonOf } from '../document/json-value.ts';
import { refine, text, wrongType, type Shape } from '../document/shape.ts';
import { present } from '../document/shape-collections.ts';
import type { YamlNode } from '../document/yaml-node.ts';

/** Any value JSON has, and where it stands. */
export interface LocatedValue {
  readonly value: Json;
  readonly node: YamlNode;
}

/** Anything at all. */
export const anything: Shape<LocatedValue> = {
  schema: {},
  read: (node, report) => {
    const value = jsonOf(node, report);
    return value === undefined ? undefined : { value, node };
  },
};

/** A list that may be empty: here "none" says something. */
export function anyListOf<T>(item: Shape<T>, what: string): Shape<readonly T[]> {
  return {
    schema: { type: 'array', items: item.schema },
    read: (node, report) => {
      if (node.kind === 'list') return present(node.items.map((entry) => item.read(entry, report)));
      wrongType(node, `a list of ${what}`, report);
      return undefined;
    },
  };
}

/** A list of names, maybe empty. */
export const texts: Shape<readonly Located<string>[]> = anyListOf(text, 'names');

/** An integer JSON can hold. */
export const integer: Shape<Located<number>> = {
  schema: { type: 'integer' },
  read: (node, report) => {
    if (node.kind === 'scalar' && Number.isSafeInteger(node.value))
      return { value: Number(node.value), span: node.span };
    wrongType(node, 'an integer', report);
    return undefined;
  },
};

const INSTANT = '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?Z$';

/** A moment as RFC 3339 writes it, in UTC; in milliseconds since 1970. */
export const instant: Shape<Located<number>> = refine(text, { pattern: INSTANT }, ({ value, span }, report) => {
  const milliseconds = momentOf(value);
  if (milliseconds !== undefined) return { value: milliseconds, span };
  report(
    'invalid-value',
    span,
    `expected a moment in UTC, and found ${quote(value)}`,
    'a moment is written as RFC 3339 has it: `2026-01-02T03:04:05Z`',
  );
  return undefined;
});

/** The milliseconds since 1970 of a moment in UTC, or undefined: a day that no month has is none. */
export function momentOf(written: string): number | undefined {
  if (!new RegExp(INSTANT).test(written)) return undefined;
  const milliseconds = Date.parse(written);
  const isReal = !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(written.slice(0, 19));
  return isReal ? milliseconds : undefined;
}

/** One shape where a map stands, another everywhere else. */
export function mapOr<T, U>(map: Shape<T>, other: Shape<U>): Shape<T | U> {
  return {
    schema: { anyOf: [map.schema, other.schema] },
    read: (node, report: Report): T | U | undefined =>
      node.kind === 'map' ? map.read(node, report) : other.read(node, report),
  };
}

/** One shape where a list stands, another everywhere else. */
export function listOr<T, U>(list: Shape<T>, other: Shape<U>): Shape<T | U> {
  return {
    schema: { anyOf: [list.schema, other.schema] },
    read: (node, report: Report): T | U | undefined =>
      node.kind === 'list' ? list.read(node, report) : other.read(node, report),
  };
}
