// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import { didYouMean } from '../diagnostics/near-match.ts';
import { quote, quoteList } from '../diagnostics/quote.ts';
import { jsonObject, type LocatedJson } from './json-value.ts';
import { name, sourceName } from './names.ts';
import { literals } from './policy-shape.ts';
import { projectPath } from './project-path.ts';
import { flag, refine, scalar, text, type Shape } from './shape.ts';
import { distinct, listOf, located, mapOf, type KeyRule, type MapEntry } from './shape-collections.ts';
import { optional, record, required, type Fields } from './shape-record.ts';
import { choice, patience } from './shapes.ts';

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

/** Audiences and clients by name. */
interface Named {
  readonly audiences?: readonly Located<string>[];
  readonly clients?: readonly Located<string>[];
}

const governs = record('`governs`', {
  audiences: optional(literals, 'The audiences this project decides about; all of them, if left out.', [
    ['https://api.example.com/payments'],
  ]),
  clients: optional(literals, 'The clients (`client_id`) this project decides about; all of them, if left out.'),
  scopes: optional(
    literals,
    'The scopes this project decides about, by name or by prefix (`payments:*`); all of them, if left out.',
    [['payments:*']],
  ),
  outside: required(choice(['pass', 'deny']), 'What happens to a request the project does not decide about.'),
});

const MODES = ['enforce', 'observe'] as const;
const oneMode = choice(MODES);
const mixedMode = record('`mode`', {
  default: required(oneMode, 'The mode of everything not named below.'),
  other: required(
    record(
      '`other`',
      {
        audiences: optional(literals, 'Audiences with the other mode.'),
        clients: optional(literals, 'Clients (`client_id`) with the other mode.'),
      },
      { minProperties: 1 },
    ),
    'For whom the mode is the other one.',
  ),
});

interface ModeFields {
  readonly mode: (typeof MODES)[number];
  readonly other?: Named;
}

/** One mode for all, or a default and those for whom it is the other one. */
const mode: Shape<ModeFields> = {
  schema: { oneOf: [oneMode.schema, mixedMode.schema] },
  read: (node, report) => {
    if (node.kind !== 'map') {
      const one = oneMode.read(node, report);
      return one && { mode: one.value };
    }
    const mixed = mixedMode.read(node, report)?.fields;
    if (mixed?.other?.keys.size === 0 && !mixed.other.incomplete)
      report('missing-key', mixed.other.at, '`other` names nobody: expected `audiences` or `clients`');
    return mixed?.default && { mode: mixed.default.value, ...(mixed.other && { other: mixed.other.fields }) };
  },
};

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

const source: Shape<Fields<SourceFields>> = record('a source', {
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

const targetName: KeyRule = {
  schema: { pattern: '^[a-z0-9-]+(/[a-z0-9-]+)+$' },
  check: ({ value, span }, report) => {
    if (/^[a-z0-9-]+(?:\/[a-z0-9-]+)+$/.test(value)) return true;
    report(
      'invalid-name',
      span,
      `invalid name ${quote(value)} of a target`,
      'a target is an identity provider and one of its triggers, with a `/` between them',
    );
    return false;
  },
};

const detailType: KeyRule = {
  schema: { minLength: 1 },
  check: ({ value, span }, report) => {
    if (value === '') report('invalid-name', span, 'an authorization detail type without a name');
    return value !== '';
  },
};

const pointer: Shape<Located<string>> = refine(text, { pattern: '^(/([^~/]|~[01])*)+$' }, (value, report) => {
  if (/^(?:\/(?:[^~/]|~[01])*)+$/.test(value.value)) return value;
  report(
    'invalid-value',
    value.span,
    `expected a JSON pointer into the record, and found ${quote(value.value)}`,
    'a pointer begins with `/`: `/request/subject/profile`',
  );
  return undefined;
});

/** What is read of the project file; what is absent or has a mistake is left out. */
export interface ProjectFields {
  readonly assay?: Located<1>;
  readonly name?: Located<string>;
  readonly policies?: readonly Located<string>[];
  readonly governs?: Fields<
    Named & { readonly scopes?: readonly Located<string>[]; readonly outside?: Located<'pass' | 'deny'> }
  >;
  readonly mode?: ModeFields;
  readonly claims?: Fields<{ readonly unlisted?: Located<'keep' | 'remove'> }>;
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

interface LogFields {
  readonly file?: Located<string>;
  readonly required?: Located<boolean>;
  readonly inputs?: Located<'full' | 'digest' | 'none'>;
  readonly redact?: readonly Located<string>[];
}

/** The project file, `assay.yaml`. */
export const projectShape: Shape<Fields<ProjectFields>> = record('a project', {
  assay: required(version, 'The version of this format.', { examples: [1] }),
  name: required(name, 'The name of the project.', { examples: ['quickstart'] }),
  policies: required(distinct(listOf(projectPath, 'policy files')), 'The policy files, relative to this one.', {
    examples: [['policies/payments.yaml']],
  }),
  governs: required(governs, 'What this project decides about, and what happens to the rest.'),
  mode: optional(mode, '`enforce` carries decisions out, `observe` only records them. The default is `enforce`.', [
    'observe',
  ]),
  claims: optional(
    record('`claims`', {
      unlisted: required(choice(['keep', 'remove']), 'What happens to a claim no rule speaks of.'),
    }),
    'How claims are treated. The default is to keep those no rule speaks of.',
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
        mapOf(detailType, jsonObject, 'JSON Schemas by type'),
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
  log: required(
    record('`log`', {
      file: required(projectPath, 'The file records are appended to, one JSON object per line.', {
        examples: ['records.jsonl'],
      }),
      required: optional(flag, 'Whether a token is refused when its record cannot be written. The default is `true`.'),
      inputs: optional(
        choice(['full', 'digest', 'none']),
        'How much of the inputs a record keeps; only `full` can be decided again. The default is `full`.',
      ),
      redact: optional(
        distinct(listOf(pointer, 'JSON pointers')),
        'What is taken out of records before they are written, as JSON pointers.',
        [['/request/subject/profile']],
      ),
    }),
    'Where decision records go.',
  ),
});
