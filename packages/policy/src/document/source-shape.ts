// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import { didYouMean, nearMatch } from '../diagnostics/near-match.ts';
import { quote, quoteList } from '../diagnostics/quote.ts';
import { jsonObject, type LocatedJson } from './json-value.ts';
import { projectPath } from './project-path.ts';
import { refine, text, type Shape } from './shape.ts';
import { optional, record, required, type Fields } from './shape-record.ts';
import { choice, patience } from './shapes.ts';

const KEYS = ['subject.id', 'client.id', 'client.instance'] as const;
const PROFILE = 'subject.profile.';
// Identity providers name members of the profile as they like (`custom:employee`), so all that follows is one name.
const KEY_PATTERN = `^(?:${[...KEYS, `${PROFILE}[^\\s]+`].map((key) => key.replaceAll('.', '\\.')).join('|')})$`;
const KEY = new RegExp(KEY_PATTERN);

/** The input a source is looked up by; all of them are strings. */
const sourceKey: Shape<readonly string[]> = refine(text, { pattern: KEY_PATTERN }, ({ value, span }, report) => {
  if (KEY.test(value))
    return value.startsWith(PROFILE) ? ['subject', 'profile', value.slice(PROFILE.length)] : value.split('.');
  const message = `expected ${quoteList([...KEYS, `${PROFILE}<name>`])}, and found ${quote(value)}`;
  report('invalid-value', span, message, nearKey(value));
  return undefined;
});

function nearKey(value: string): string | undefined {
  const [, of, member = ''] = /^(subject|profile)\.([^\s.]+)$/.exec(value) ?? [];
  // `sub` is what tokens call the subject's id
  const isId = of === 'subject' && (member === 'sub' || nearMatch(member, ['id']) !== undefined);
  if (of === undefined || isId || value === 'subject.profile') return didYouMean(isId ? 'subject.id' : value, KEYS);
  return `did you mean ${quote(`${PROFILE}${member}`)}?`;
}

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
