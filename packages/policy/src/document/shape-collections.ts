// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import type { Located, Span } from '../diagnostic.ts';
import type { Report } from '../diagnostics/report.ts';
import { wrongType, type Shape } from './shape.ts';
import type { YamlNode } from './yaml-node.ts';

/** A list of at least one. */
export function listOf<T>(item: Shape<T>, what: string): Shape<readonly T[]> {
  return {
    schema: { type: 'array', items: item.schema, minItems: 1 },
    read: (node, report) => {
      if (node.kind !== 'list') {
        wrongType(node, `a list of ${what}`, report);
        return undefined;
      }
      if (node.items.length === 0) {
        report(
          'empty-list',
          node.span,
          `expected a list of at least one of ${what}, and found an empty one`,
          'leave the key out, or fill the list',
        );
      }
      const read = present(node.items.map((entry) => item.read(entry, report)));
      // A list whose items all have mistakes says nothing; an empty one would say "none".
      return read.length > 0 ? read : undefined;
    },
  };
}

/** How the keys of a map are checked; `schema` is of one key. */
export interface KeyRule {
  readonly schema: JsonObject;
  readonly check: (key: Located<string>, report: Report) => boolean;
}

/** One entry of a map. */
export interface MapEntry<T> {
  readonly key: Located<string>;
  readonly value: T;
  readonly node: YamlNode;
}

/** A map whose keys are names of the writer's choice; an entry whose name is refused is read nevertheless, for its mistakes. */
export function mapOf<T>(keys: KeyRule, value: Shape<T>, what: string): Shape<readonly MapEntry<T>[]> {
  return {
    schema: { type: 'object', propertyNames: keys.schema, additionalProperties: value.schema },
    read: (node, report) => {
      if (node.kind !== 'map') {
        wrongType(node, `a map of ${what}`, report);
        return undefined;
      }
      return present(
        node.entries.map((entry) => {
          const accepted = keys.check(entry.key, report);
          const read = value.read(entry.value, report);
          return accepted && read !== undefined ? { key: entry.key, value: read, node: entry.value } : undefined;
        }),
      );
    },
  };
}

/** Refuses a value that stands twice, at its second place. */
export function distinct<T>(shape: Shape<readonly Located<T>[]>): Shape<readonly Located<T>[]> {
  return {
    schema: { ...shape.schema, uniqueItems: true },
    read: (node, report) => {
      const values = shape.read(node, report);
      const seen = new Set<T>();
      for (const { value, span } of values ?? []) {
        if (seen.has(value)) report('invalid-value', span, `the value \`${String(value)}\` stands twice in one list`);
        seen.add(value);
      }
      return values;
    },
  };
}

/** What is there, of values that may not be. */
export function present<T>(values: readonly (T | undefined)[]): readonly T[] {
  return values.filter((value) => value !== undefined);
}

/** Something read, and the place it was read from. */
export function located<T>(shape: Shape<T>): Shape<Located<T> & { readonly at: Span }> {
  return {
    schema: shape.schema,
    read: (node, report) => {
      const value = shape.read(node, report);
      return value === undefined ? undefined : { value, span: node.span, at: node.at };
    },
  };
}
