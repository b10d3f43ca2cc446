// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import { literals } from './policy-shape.ts';
import { isScopeNameProblem, parseScopeName } from './scope-name.ts';
import { refine, type Shape } from './shape.ts';
import { optional, record, required, type Fields } from './shape-record.ts';
import { choice } from './shapes.ts';

/** Audiences and clients by name. */
export interface Named {
  readonly audiences?: readonly Located<string>[];
  readonly clients?: readonly Located<string>[];
}

/** What the project decides about, and what happens to the rest. */
export interface GovernsFields extends Named {
  readonly scopes?: readonly Located<string>[];
  readonly outside?: Located<'pass' | 'deny'>;
}

// An entry that names no scope would leave the scope its author means outside of the policy.
/** Scopes by name, or by what they begin with. */
export const scopePrefixes: Shape<readonly Located<string>[]> = refine(literals, {}, (entries, report) => {
  for (const { value, span } of entries) {
    const read = parseScopeName(value.endsWith('*') ? `${value.slice(0, -1)}x` : value);
    if (!isScopeNameProblem(read) && read.parts.length === 1 && !value.slice(0, -1).includes('*')) continue;
    report(
      'invalid-scope-name',
      span,
      `${quote(value)} is no scope, and no prefix of scopes`,
      'a prefix ends with `*`: `account.*`',
    );
  }
  return entries;
});

export const governs: Shape<Fields<GovernsFields>> = record('`governs`', {
  audiences: optional(literals, 'The audiences this project decides about; all of them, if left out.', [
    ['https://api.example.com/payments'],
  ]),
  clients: optional(literals, 'The clients (`client_id`) this project decides about; all of them, if left out.'),
  scopes: optional(
    scopePrefixes,
    'The scopes this project decides about, by name or by prefix (`payments:*`); all of them, if left out.',
    [['payments:*']],
  ),
  outside: required(choice(['pass', 'deny']), 'What happens to a request the project does not decide about.'),
});

const oneMode = choice(['enforce', 'observe']);
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

export interface ModeFields {
  readonly mode: 'enforce' | 'observe';
  readonly other?: Named;
}

/** One mode for all, or a default and those for whom it is the other one. */
export const mode: Shape<ModeFields> = {
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
