// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import { projectPath } from './project-path.ts';
import { literals } from './policy-shape.ts';
import { scopePrefixes } from './governance-shape.ts';
import { listOf } from './shape-collections.ts';
import { optional, record, required } from './shape-record.ts';
import type { Shape } from './shape.ts';

/** What one file may speak for, by name or, where the entry ends in `*`, by what a name begins with. */
export interface Ownership {
  readonly scopes?: readonly Located<string>[];
  readonly audiences?: readonly Located<string>[];
  readonly claims?: readonly Located<string>[];
  readonly authorization_details?: readonly Located<string>[];
  readonly clients?: readonly Located<string>[];
}

/** One entry of `policies:`. */
export interface PolicyEntry {
  readonly file: Located<string>;
  readonly owns?: Ownership;
}

const owns = record(
  '`owns`',
  {
    scopes: optional(scopePrefixes, 'Scopes it may have rules for, by name or by prefix.', [['payments:*']]),
    audiences: optional(
      literals,
      'Audiences whose gates, groups, roles and lifetimes it may decide; `*` is all of them.',
      [['https://api.example.com/payments']],
    ),
    claims: optional(literals, 'Claims it may have rules for.'),
    authorization_details: optional(literals, 'Types of authorization details it may have rules for.'),
    clients: optional(literals, 'The only clients (`client_id`) it may apply to; any, if left out.'),
  },
  { minProperties: 1 },
);

const entryRecord = record('a policy file', {
  file: required(projectPath, 'The policy file, relative to this one.', { examples: ['policies/payments.yaml'] }),
  owns: optional(owns, 'What the file may speak for. Once one file has it, what a file owns no other may speak for.'),
});

/** A policy file, or one with what it may speak for. */
const policyEntry: Shape<PolicyEntry> = {
  schema: { oneOf: [projectPath.schema, entryRecord.schema] },
  read: (node, report) => {
    if (node.kind !== 'map') {
      const file = projectPath.read(node, report);
      return file && { file };
    }
    const { file, owns: owned } = entryRecord.read(node, report)?.fields ?? {};
    if (owned?.keys.size === 0 && !owned.incomplete)
      report(
        'missing-key',
        owned.at,
        '`owns` says nothing: expected `scopes`, `audiences`, `claims`, `authorization_details` or `clients`',
      );
    return file && { file, ...(owned && { owns: owned.fields }) };
  },
};

/** The policy files of a project, each once. */
export const policyEntries: Shape<readonly PolicyEntry[]> = {
  schema: { ...listOf(policyEntry, 'policy files').schema, uniqueItems: true },
  read: (node, report) => {
    const entries = listOf(policyEntry, 'policy files').read(node, report);
    const seen = new Set<string>();
    return entries?.filter(({ file }) => {
      const isSecond = seen.has(file.value);
      if (isSecond) report('invalid-value', file.span, `the value \`${file.value}\` stands twice in one list`);
      seen.add(file.value);
      return !isSecond;
    });
  },
};
