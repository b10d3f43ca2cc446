// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import { governs, mode, type GovernsFields, type ModeFields } from './governance-shape.ts';
import { jsonObject, type LocatedJson } from './json-value.ts';
import { logShape, type LogFields } from './log-shape.ts';
import { detailTypeName, name, sourceName, targetName } from './names.ts';
import { policyEntries, type PolicyEntry } from './ownership.ts';
import { refine, scalar, type Shape } from './shape.ts';
import { located, mapOf, type MapEntry } from './shape-collections.ts';
import { optional, record, required, type Fields } from './shape-record.ts';
import { choice } from './shapes.ts';
import type { SourceFields } from './source-fields.ts';
import { source } from './source-shape.ts';

const version: Shape<Located<1>> = refine(
  scalar('the version of this format: `1`', { const: 1 }),
  {},
  ({ value, text: written, span }, report) => {
    if (value === 1) return { value, span };
    report(
      'unsupported-version',
      span,
      `expected version \`1\`, and found ${quote(written)}`,
      'a newer Assay may read this project',
    );
    return undefined;
  },
);

/** What happens to what no rule speaks of. */
const unlistedOf = (section: string, one: string): Shape<Fields<{ readonly unlisted?: Located<'keep' | 'remove'> }>> =>
  record(`\`${section}\``, {
    unlisted: required(choice(['keep', 'remove']), `What happens to a ${one} no rule speaks of.`),
  });

/** What is read of the project file; what is absent or has a mistake is left out. */
export interface ProjectFields {
  readonly assay?: Located<1>;
  readonly name?: Located<string>;
  readonly policies?: readonly PolicyEntry[];
  readonly governs?: Fields<GovernsFields>;
  readonly mode?: ModeFields;
  readonly claims?: Fields<{ readonly unlisted?: Located<'keep' | 'remove'> }>;
  readonly groups?: Fields<{ readonly unlisted?: Located<'keep' | 'remove'> }>;
  readonly roles?: Fields<{ readonly unlisted?: Located<'keep' | 'remove'> }>;
  readonly inputs?: Fields<InputFields>;
  readonly sources?: readonly MapEntry<Fields<SourceFields>>[];
  readonly targets?: readonly MapEntry<Located<LocatedJson>>[];
  readonly log?: Fields<LogFields>;
}

export interface InputFields {
  readonly parameters?: LocatedJson;
  readonly profile?: LocatedJson;
  readonly authorization_details?: readonly MapEntry<LocatedJson>[];
}

/** The project file, `assay.yaml`. */
export const projectShape: Shape<Fields<ProjectFields>> = record('a project', {
  assay: required(version, 'The version of this format.', { examples: [1] }),
  name: required(name, 'The name of the project.', { examples: ['quickstart'] }),
  policies: required(policyEntries, 'The policy files, relative to this one; each may say what it owns.', {
    examples: [['policies/payments.yaml']],
  }),
  governs: required(governs, 'What this project decides about, and what happens to the rest.'),
  mode: optional(mode, '`enforce` carries decisions out, `observe` only records them. The default is `enforce`.', [
    'observe',
  ]),
  claims: optional(
    unlistedOf('claims', 'claim'),
    'How claims are treated. The default is to keep those no rule speaks of.',
  ),
  groups: optional(
    unlistedOf('groups', 'group'),
    'How groups are treated. The default is to keep those no rule speaks of.',
  ),
  roles: optional(
    unlistedOf('roles', 'role'),
    'How roles are treated. The default is to keep those no rule speaks of.',
  ),
  inputs: optional(
    record('`inputs`', {
      parameters: optional(
        jsonObject,
        'The type of what clients send along: a JSON Schema of an object. What it does not name is never read.',
      ),
      profile: optional(
        jsonObject,
        'The type of what the identity provider knows of the subject: a JSON Schema of an object.',
      ),
      authorization_details: optional(
        mapOf(detailTypeName, jsonObject, 'JSON Schemas by type'),
        'The types of authorization details (RFC 9396), by their `type`.',
      ),
    }),
    'Types of what comes with the request and is not ours.',
  ),
  sources: optional(
    mapOf(sourceName, source, 'sources by name'),
    'What is known beyond the request; expressions read it by the name of the source.',
  ),
  targets: optional(
    mapOf(targetName, located(jsonObject), 'settings by target'),
    'The triggers this project runs at, and their settings.',
  ),
  log: required(logShape, 'Where decision records go.'),
});
