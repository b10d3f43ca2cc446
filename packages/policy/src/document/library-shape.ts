// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import { jsonOf } from './json-value.ts';
import { name, variableName } from './names.ts';
import type { Expression } from './policy-document.ts';
import { refine, text, wrongType, type Shape } from './shape.ts';
import { listOf, mapOf, type MapEntry } from './shape-collections.ts';
import { optional, record, required, type Fields } from './shape-record.ts';
import { expression } from './shapes.ts';

type Values = readonly string[] | readonly number[];

const item: Shape<Located<string | number>> = {
  schema: { type: ['string', 'number'], minLength: 1 },
  read: (node, report) => {
    const value = node.kind === 'scalar' ? jsonOf(node, report) : undefined;
    if (typeof value === 'number' || (typeof value === 'string' && value !== '')) return { value, span: node.span };
    // a number that cannot be held exactly was reported
    if (node.kind !== 'scalar' || typeof node.value !== 'number') wrongType(node, 'a string or a number', report);
    return undefined;
  },
};

const items = refine(
  listOf(item, 'strings or numbers'),
  {
    items: {},
    oneOf: [{ items: { type: 'string', minLength: 1 } }, { items: { type: 'number' } }],
  },
  (read, report): Values | undefined => {
    const strings = read.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
    const numbers = read.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
    const odd = read.find(({ value }) => typeof value !== typeof read[0]?.value);
    if (odd === undefined) return strings.length > 0 ? strings : numbers;
    report(
      'wrong-type',
      odd.span,
      `expected a ${typeof read[0]?.value} as the first of the list is, and found a ${typeof odd.value}`,
    );
    return undefined;
  },
);

// A list with a mistake is empty: those who read it have no mistake of their own.
const values: Shape<Values> = { schema: items.schema, read: (node, report) => items.read(node, report) ?? [] };

/** No library imports another: what a policy reads is one step away, and nothing goes in a circle. */
const nothing: Shape<never> = {
  schema: { not: {} },
  read: (node, report) => {
    report(
      'misplaced-key',
      node.at,
      '`imports` has no meaning in a library',
      'a policy imports every library it reads',
    );
    return undefined;
  },
};

/** What is read of a library file; what is absent or has a mistake is left out. */
export interface LibraryFields {
  readonly library?: Located<string>;
  readonly owner?: Located<string>;
  readonly description?: Located<string>;
  readonly imports?: never;
  readonly variables?: readonly MapEntry<Expression>[];
  readonly lists?: readonly MapEntry<Values>[];
}

/** A library file. */
export const libraryShape: Shape<Fields<LibraryFields>> = record('a library', {
  library: required(name, 'The name of the library.', { examples: ['common'] }),
  owner: required(text, 'Who answers for this library: a person or a team, as an address.', {
    missing: 'missing-owner',
    examples: ['iam@example.com'],
  }),
  description: optional(text, 'What the library is for, in a sentence.'),
  imports: optional(nothing, 'Libraries import nothing.'),
  variables: optional(
    mapOf(variableName, expression, 'expressions by name'),
    'Named CEL expressions. They read each other as `variables.<name>` and the lists as `lists.<name>`; a policy reads both as `<import>.<name>`.',
    [{ employee: 'subject.type == "user" && iga.status == "active"' }],
  ),
  lists: optional(mapOf(variableName, values, 'lists by name'), 'Named lists of strings or of numbers.', [
    { partner_clients: ['budget-app', 'tax-app'] },
  ]),
});
