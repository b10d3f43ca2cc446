// SPDX-License-Identifier: Apache-2.0
import { isReservedClaim } from '@assay/core/pep';
import type { Located } from '../diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import { importPath } from './import-path.ts';
import { detailTypeName, importName, name, variableName } from './names.ts';
import type { Expression, RuleGroup, RuleNode } from './policy-document.ts';
import { rulesOf, type SectionName } from './rule-shape.ts';
import { isScopeNameProblem, parseScopeName } from './scope-name.ts';
import { refine, text, type Shape } from './shape.ts';
import { distinct, listOf, mapOf, type KeyRule, type MapEntry } from './shape-collections.ts';
import { optional, record, required, type Fields } from './shape-record.ts';
import { expression } from './shapes.ts';
import { checkVisible, VISIBLE_PATTERN } from './visible-name.ts';

const scopeName: KeyRule = {
  schema: { minLength: 1, maxLength: 256, pattern: '^(?!issue:)[\\x21\\x23-\\x5b\\x5d-\\x7e]+$' },
  check: ({ value, span }, report) => {
    const read = parseScopeName(value);
    if (!isScopeNameProblem(read)) return true;
    report(read.code, span, read.message, read.help);
    return false;
  },
};

const claimName: KeyRule = {
  schema: { pattern: VISIBLE_PATTERN },
  check: (key, report) => {
    const { value, span } = key;
    if (value === '') report('invalid-name', span, 'a claim without a name');
    const reserved = isReservedClaim(value);
    if (reserved)
      report(
        'reserved-claim',
        span,
        `the claim ${quote(value)} belongs to the identity provider: no policy may touch it`,
        'choose another name for the claim',
      );
    return value !== '' && !reserved && checkVisible(key, 'a claim', report);
  },
};

/** Literals a policy or a project is about: audiences, clients, scopes. */
export const literals: Shape<readonly Located<string>[]> = distinct(
  listOf(
    refine(text, { pattern: VISIBLE_PATTERN }, (value, report) =>
      checkVisible(value, 'an audience, a client or a scope', report) ? value : undefined,
    ),
    'names',
  ),
);

const applies: Shape<Applies> = record('`applies`', {
  audiences: optional(literals, 'The audiences this policy is about; all of them, if left out.', [
    ['https://api.example.com/payments'],
  ]),
  clients: optional(literals, 'The clients (`client_id`) this policy is about; all of them, if left out.'),
});

type Applies = Fields<{
  readonly audiences?: readonly Located<string>[];
  readonly clients?: readonly Located<string>[];
}>;

/** What is read of a policy file; what is absent or has a mistake is left out. */
export interface PolicyFields {
  readonly policy?: Located<string>;
  readonly owner?: Located<string>;
  readonly description?: Located<string>;
  readonly applies?: Applies;
  readonly imports?: readonly MapEntry<Located<string>>[];
  readonly variables?: readonly MapEntry<Expression>[];
  readonly gates?: readonly RuleNode[];
  readonly scopes?: readonly RuleGroup[];
  readonly claims?: readonly RuleGroup[];
  readonly authorization_details?: readonly RuleGroup[];
  readonly groups?: readonly RuleNode[];
  readonly roles?: readonly RuleNode[];
  readonly lifetime?: readonly RuleNode[];
}

/** A policy file. */
export const policyShape: Shape<Fields<PolicyFields>> = record('a policy', {
  policy: required(name, 'The name of the policy, unique in the project.', { examples: ['payments'] }),
  owner: required(text, 'Who answers for this policy: a person or a team, as an address.', {
    missing: 'missing-owner',
    examples: ['payments-iam@example.com'],
  }),
  description: optional(text, 'What the policy is for, in a sentence.'),
  applies: optional(applies, 'What the policy is about; it is silent about everything else.'),
  imports: optional(
    mapOf(importName, importPath, 'library files by name'),
    'Library files, relative to this one; what they hold is read as `<import>.<name>`.',
    [{ common: '../shared/common.yaml' }],
  ),
  variables: optional(
    mapOf(variableName, expression, 'expressions by name'),
    'Named CEL expressions, read as `variables.<name>`.',
    [{ senior: '"senior-reviewer" in iga.roles' }],
  ),
  gates: optional(rulesOf('gates'), 'Whether the token may exist. Denied unless a rule permits and none denies.'),
  scopes: optional(
    groupsOf('scopes', scopeName),
    'Rules by scope; braces bind a variable. A scope is withheld unless a rule permits it and none denies.',
    [{ 'payments:read': [{ rule: 'reader', permit: '"reader" in iga.roles' }] }],
  ),
  claims: optional(
    groupsOf('claims', claimName),
    'Rules by claim. Removing beats setting; the first rule with a value wins.',
  ),
  authorization_details: optional(
    groupsOf('authorization_details', detailTypeName),
    'Rules by type of authorization detail (RFC 9396).',
  ),
  groups: optional(
    rulesOf('groups'),
    'Which groups of the subject stay in the token, each bound to `group`: a deny removes one, and where rules permit, one of them has to hold.',
    [[{ rule: 'no-admins', deny: 'group == "admins"' }]],
  ),
  roles: optional(
    rulesOf('roles'),
    'Which roles of the subject stay in the token, each bound to `role`, as groups are.',
  ),
  lifetime: optional(rulesOf('lifetime'), 'How long tokens live at most: the least of all rules that apply.'),
});

function groupsOf(section: SectionName, keys: KeyRule): Shape<readonly RuleGroup[]> {
  return refine(mapOf(keys, rulesOf(section), 'lists of rules'), {}, (entries) =>
    entries.map(({ key, value }) => ({ name: key, rules: value })),
  );
}
