// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import type { Located } from '../diagnostic.ts';
import { text, type Shape } from '../document/shape.ts';
import { listOf, mapOf, type KeyRule, type MapEntry } from '../document/shape-collections.ts';
import { optional, record, required, type Fields } from '../document/shape-record.ts';
import { sourceName } from '../document/names.ts';
import { differenceShape } from './difference-shape.ts';
import { expectation, matrixEntry, names, type ExpectationFields } from './expectation-shape.ts';
import {
  clientShape,
  fixtureName,
  requestShape,
  subjectShape,
  type Fixture,
  type SourceFixtures,
} from './fixture-shapes.ts';
import { anyListOf, anything, instant, listOr, mapOr, type LocatedValue } from './plain-shapes.ts';

/** Names of fixtures, or one fixture as it stands. */
export type Chosen = readonly Located<string>[] | Fixture;

/** Facts by their dotted path. */
export type FactFields = readonly MapEntry<LocatedValue>[];

/** One test as written. */
export interface TestFields {
  readonly test?: Located<string>;
  readonly now?: Located<number>;
  readonly subject?: Chosen;
  readonly client?: Chosen;
  readonly request?: Chosen;
  readonly sources?: SourceFixtures;
  readonly expect?: Fields<ExpectationFields> | readonly Fields<ExpectationFields>[];
  readonly before?: FactFields;
  readonly after?: FactFields;
  readonly differs?: Fixture;
}

export interface FixturesFields {
  readonly subjects?: readonly MapEntry<Fixture>[];
  readonly clients?: readonly MapEntry<Fixture>[];
  readonly requests?: readonly MapEntry<Fixture>[];
  readonly sources?: SourceFixtures;
}

export interface TestFileFields {
  readonly description?: Located<string>;
  readonly now?: Located<number>;
  readonly trigger?: Fields<{ readonly name?: Located<string>; readonly starts?: readonly Located<string>[] }>;
  readonly fixtures?: Fields<FixturesFields>;
  readonly tests?: readonly Fields<TestFields>[];
}

const chosen = (inline: Shape<Fixture>): Shape<Chosen> => mapOr(inline, names);

const factPath: KeyRule = {
  schema: { pattern: '^(?:now|(?:subject|client|request|sources)(?:\\.[^.\\[\\]"]+|\\["[^"]+"\\])+)$' },
  // the path is read where the fixtures are known
  check: () => true,
};
const factMap = mapOf(factPath, anything, 'values by path');
const facts: Shape<FactFields> = { ...factMap, schema: { ...factMap.schema, minProperties: 1, maxProperties: 1 } };

/** What a source says: checked where it is known whether the source has a key. */
const sources: Shape<SourceFixtures> = mapOf(sourceName, anything, 'answers by source');

/** A test expects something of each decision, or of the difference of two. */
const TEST_SCHEMA: JsonObject = {
  oneOf: [
    { required: ['expect'], properties: { before: false, after: false, differs: false } },
    { required: ['after', 'differs'], properties: { expect: false } },
  ],
};

const test: Shape<Fields<TestFields>> = record(
  'a test',
  {
    test: required(text, 'What is tested, in words; unique in the file.', { examples: ['a reviewer may write'] }),
    now: optional(instant, 'When the requests are made; as the file says, if left out.'),
    subject: optional(chosen(subjectShape), 'Names of subjects, or one as it stands.', ['dana']),
    client: optional(chosen(clientShape), 'Names of clients, or one as it stands.'),
    request: optional(chosen(requestShape), 'Names of requests, or one as it stands.'),
    sources: optional(sources, 'What sources say in this test, whatever they are asked for.'),
    expect: optional(
      listOr(listOf(matrixEntry, 'expectations'), expectation),
      'What has to come of it; a list says it for each combination, and those no entry is about have to be denied.',
    ),
    before: optional(facts, 'The fact before; without it, as the fixtures have it.', [{ 'sources.risk.score': 10 }]),
    after: optional(facts, 'The same fact after. `null` takes it away.', [{ 'sources.risk.score': 90 }]),
    differs: optional(differenceShape, 'What differs in the token after the fact has changed; nothing else may.'),
  },
  TEST_SCHEMA,
);

/** A file of tests, `*.test.yaml`. */
export const testFileShape: Shape<Fields<TestFileFields>> = record('a file of tests', {
  description: optional(text, 'What the tests are about, in a sentence.'),
  now: optional(instant, 'When the requests are made; `2026-01-01T12:00:00Z`, if left out.', ['2026-01-01T12:00:00Z']),
  trigger: optional(
    record('`trigger`', {
      name: optional(text, 'What policies read as `trigger`; `test`, if left out.'),
      starts: optional(
        anyListOf(text, 'requirements'),
        'Requirements it can start itself, such as `step_up`; all others have to be met already.',
      ),
    }),
    'The trigger the tests run at: one that can carry out everything.',
  ),
  fixtures: optional(
    record('`fixtures`', {
      subjects: optional(mapOf(fixtureName, subjectShape, 'subjects by name'), 'Subjects, by the name tests use.'),
      clients: optional(mapOf(fixtureName, clientShape, 'clients by name'), 'Clients, by the name tests use.'),
      requests: optional(mapOf(fixtureName, requestShape, 'requests by name'), 'Requests, by the name tests use.'),
      sources: optional(
        sources,
        'What each source says: by key, or of a source without a key one object. The real sources are not asked.',
      ),
    }),
    'What the tests are made of.',
  ),
  tests: required(listOf(test, 'tests'), 'The tests.'),
});
