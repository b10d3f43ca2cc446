// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import { GRANT_TYPES, TOKEN_TYPES } from '@assay/core/model';
import { quote, quoteList } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import { limits } from './limits-shape.ts';
import { name } from './names.ts';
import type { RuleNode } from './policy-document.ts';
import { requirements } from './requirements.ts';
import { refine, text, type Shape } from './shape.ts';
import { distinct, listOf } from './shape-collections.ts';
import { optional, record, required, type Fields } from './shape-record.ts';
import { choice, expression, seconds } from './shapes.ts';

/** Every key a rule can have, whatever its section. */
const MEMBERS = {
  permit: optional(expression, 'When this rule permits: a CEL expression.', ['"reader" in iga.roles']),
  deny: optional(expression, 'When this rule denies, whatever others permit: a CEL expression.', [
    'client.id in switches.clients',
  ]),
  request: optional(expression, 'Who may request the scope: a CEL expression. Where rules say so, one has to hold.', [
    'client.registration != "dynamic"',
  ]),
  consent: optional(expression, 'When the scope needs the consent of the subject: a CEL expression.', [
    'client.registration == "third_party"',
  ]),
  when: optional(expression, 'When this rule applies: a CEL expression. Without it, it always does.', [
    'subject.type == "workload"',
  ]),
  value: optional(expression, 'The value of the claim: a CEL expression.', ['app.tenant']),
  remove: optional(expression, 'When the claim is removed: a CEL expression.', [
    'client.registration == "third_party"',
  ]),
  max: required(seconds, 'How long the token lives at most.', { examples: ['10m'] }),
  reason: optional(text, 'Why, in words for operators. Clients do not see it.'),
  require: optional(requirements, 'What has to be done before this rule permits.'),
  limit: optional(
    limits,
    'Members of the element that this rule makes less: a number is at most the limit, a list keeps what the limit has too.',
    [{ 'instructedAmount.amount': 'limits.daily' }],
  ),
  lifetime: optional(seconds, 'How long a token lives at most to which this rule contributes.', ['5m']),
  tokens: optional(
    distinct(listOf(choice(TOKEN_TYPES), 'token types')),
    'The token types this rule is about; if left out, all of them for a gate, and all but refresh tokens for a claim or a lifetime.',
  ),
  grants: optional(
    distinct(listOf(choice(GRANT_TYPES), 'grants')),
    'The grants this rule is about; all of them, if left out.',
  ),
} as const;

export type SectionName = 'gates' | 'scopes' | 'claims' | 'authorization_details' | 'groups' | 'roles' | 'lifetime';

interface Section {
  /** Of these a rule has exactly one. */
  readonly effects: readonly (keyof typeof MEMBERS)[];
  readonly others: readonly (keyof typeof MEMBERS)[];
  /** Keys that mean nothing beside an effect. */
  readonly misplaced: { readonly [effect: string]: readonly (keyof typeof MEMBERS)[] };
}

/** What a rule is made of in each section of a policy. */
const SECTIONS: { readonly [S in SectionName]: Section } = {
  gates: {
    effects: ['permit', 'deny'],
    others: ['reason', 'require', 'tokens', 'grants'],
    misplaced: { deny: ['require'] },
  },
  scopes: {
    effects: ['permit', 'deny', 'request', 'consent'],
    others: ['reason', 'require', 'lifetime'],
    misplaced: {
      deny: ['require', 'lifetime'],
      request: ['require', 'lifetime'],
      consent: ['reason', 'require', 'lifetime'],
    },
  },
  claims: { effects: ['value', 'remove'], others: ['when', 'tokens'], misplaced: { remove: ['when'] } },
  authorization_details: {
    effects: ['permit', 'deny'],
    others: ['reason', 'require', 'lifetime', 'limit'],
    misplaced: { deny: ['require', 'lifetime', 'limit'] },
  },
  groups: { effects: ['permit', 'deny'], others: ['reason'], misplaced: {} },
  roles: { effects: ['permit', 'deny'], others: ['reason'], misplaced: {} },
  lifetime: { effects: ['max'], others: ['when', 'tokens'], misplaced: {} },
};

/** The rules of one section, or of one name in it: a list of at least one. */
export function rulesOf(section: SectionName): Shape<readonly RuleNode[]> {
  return listOf(ruleOf(section, SECTIONS[section]), 'rules');
}

function ruleOf(sectionName: SectionName, section: Section): Shape<RuleNode> {
  const names: readonly string[] = [...section.effects, ...section.others];
  const chosen = Object.entries(MEMBERS).filter(([member]) => names.includes(member));
  const members = {
    rule: required(name, 'The name of the rule, unique in the policy; decisions and records refer to it.', {
      examples: ['reader'],
    }),
    // A section has some of the members; which, `SECTIONS` says. The others are never read.
    ...(Object.fromEntries(chosen) as Partial<typeof MEMBERS> as typeof MEMBERS),
  };
  const shape = record(`a rule of \`${sectionName}\``, members, effectSchema(section));
  return refine(shape, {}, (read, report) => {
    checkEffect(section, read, report);
    const { at, span } = read;
    const { rule, ...rest } = read.fields;
    return { id: rule ?? { value: '', span: at }, span, ...rest };
  });
}

function checkEffect({ effects, misplaced }: Section, { keys, at, incomplete }: Fields<unknown>, report: Report): void {
  const written = effects.filter((effect) => keys.has(effect));
  const [effect, second] = written;
  if (effect === undefined) {
    // A section with one effect requires its key.
    if (effects.length > 1 && !incomplete)
      report('rule-effect', at, `the rule does nothing: expected ${quoteList(effects)}`);
    return;
  }
  if (second !== undefined) {
    report(
      'rule-effect',
      keys.get(second) ?? at,
      `the rule has both ${quoteList(written, 'and')}: expected one of them`,
      'make two rules of it',
    );
    return;
  }
  for (const key of misplaced[effect] ?? []) {
    const place = keys.get(key);
    if (place !== undefined) report('misplaced-key', place, `${quote(key)} has no meaning beside ${quote(effect)}`);
  }
}

function effectSchema({ effects, misplaced }: Section): JsonObject {
  if (effects.length === 1) return {};
  return {
    oneOf: effects.map((effect) => ({
      required: [effect],
      ...(misplaced[effect] && { properties: Object.fromEntries(misplaced[effect].map((key) => [key, false])) }),
    })),
  };
}
