// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import { libraryShape } from './library-shape.ts';
import { policyShape } from './policy-shape.ts';
import { projectShape } from './project-shape.ts';
import { testFileShape } from '../tests/test-file-shape.ts';
import type { Shape } from './shape.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/**
 * The JSON Schemas editors complete and check files with, by their file below `schemas/`: made from the shapes that read the files.
 * What a schema cannot say (names used twice, expressions, durations out of range) only `assay check` finds.
 */
export function publishedSchemas(): ReadonlyMap<string, string> {
  return new Map([
    [
      'policy.schema.json',
      publish('policy', 'A policy: what may be in a token, and whether there may be one', policyShape),
    ],
    ['library.schema.json', publish('library', 'A library: variables and lists that policies share', libraryShape)],
    ['project.schema.json', publish('project', 'An Assay project: the file assay.yaml', projectShape)],
    ['test.schema.json', publish('test', 'Tests of policies: a file *.test.yaml', testFileShape)],
  ]);
}

function publish(name: string, title: string, shape: Shape<unknown>): string {
  const schema: JsonObject = { $schema: DIALECT, $id: `urn:assay:schema:${name}:1`, title, ...shape.schema };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
