// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import { didYouMean } from '../diagnostics/near-match.ts';
import { quote, quoteList } from '../diagnostics/quote.ts';
import { jsonObject, type LocatedJson } from './json-value.ts';
import { projectPath } from './project-path.ts';
import { refine, text, type Shape } from './shape.ts';
import { optional, record, required, type Fields } from './shape-record.ts';
import { choice, patience } from './shapes.ts';

const KEYS = ['subject.id', 'client.id', 'client.instance'] as const;
const KEY_PATTERN = `^(?:${KEYS.map((key) => key.replace('.', '\\.')).join('|')}|subject\\.profile\\.[A-Za-z_][A-Za-z0-9_]*)$`;

/** The input a source is looked up by; all of them are strings. */
const sourceKey: Shape<readonly string[]> = refine(text, { pattern: KEY_PATTERN }, ({ value, span }, report) => {
  if (new RegExp(KEY_PATTERN).test(value)) return value.split('.');
  const message = `expected ${quoteList([...KEYS, 'subject.profile.<name>'])}, and found ${quote(value)}`;
  report('invalid-value', span, message, didYouMean(value, KEYS));
  return undefined;
});

/** What is read of one source. */
export interface SourceFields {
  readonly owner?: Located<string>;
  readonly driver?: Located<'static'>;
  readonly file?: Located<string>;
  readonly key?: readonly string[];
  readonly timeout?: Located<number>;
  readonly absent?: LocatedJson;
  readonly failed?: LocatedJson;
  readonly schema?: LocatedJson;
}

/** One entry of `sources:`. */
export const source: Shape<Fields<SourceFields>> = record('a source', {
  owner: required(text, 'Who answers for this data: a person or a team, as an address.', {
    missing: 'missing-owner',
    examples: ['fraud@example.com'],
  }),
  driver: required(choice(['static']), 'How the data is read. `static`: from a file of the project.'),
  file: required(projectPath, 'The file, relative to the project: JSON or YAML.', { examples: ['sources/risk.yaml'] }),
  key: optional(
    sourceKey,
    'The input by which the file is looked up: it holds a map from that to one object each. Without it, the file is one object for all.',
    ['subject.id'],
  ),
  timeout: required(patience, 'How long a read may take.', { examples: ['200ms'] }),
  absent: optional(
    jsonObject,
    'What counts when the source knows nothing; without it, conditions that read the source fail.',
  ),
  failed: optional(jsonObject, 'What counts when the source fails; without it, conditions that read the source fail.'),
  schema: required(jsonObject, 'The type of the data: a JSON Schema (2020-12) of an object.'),
});
