// SPDX-License-Identifier: Apache-2.0
import type { Report } from '../diagnostics/report.ts';
import type { Expression, RuleNode } from '../document/policy-document.ts';
import type { Facts, Input, Scope, VariableType } from '../expression/scope.ts';
import type { Typed } from '../expression/typed.ts';
import { fold } from '../expression/fold.ts';
import { BOUND_ELSEWHERE } from '../expression/inputs.ts';
import { analyse, analyseCondition, type Conjunct } from './analyse.ts';
import { reportNotExact } from './constants.ts';
import type { RuleDraft, Section } from './draft.ts';
import { draftLimits, reportUntyped } from './detail-rules.ts';
import { reportImpossibleGrants } from './grant-tokens.ts';
import { resolveImports } from './imports.ts';
import { reportNoJson } from './json-type.ts';
import type { Libraries } from './library.ts';
import { reportIn } from './locate.ts';
import { possible, within, type Domain, type Possible } from './never.ts';

/** What the rules of one policy have in common. */
export interface RuleSurroundings {
  readonly inputs: ReadonlyMap<string, Input>;
  readonly variables: ReadonlyMap<string, VariableType>;
  readonly libraries: Libraries;
  /** What `applies` leaves: audiences and clients. */
  readonly applies: Domain;
}

/** Checks one rule. Undefined when it has mistakes, all of which were reported. */
export function draftRule(
  node: RuleNode,
  section: Section,
  surroundings: RuleSurroundings,
  report: Report,
): RuleDraft | undefined {
  const { inputs, variables, libraries, applies } = surroundings;
  const bound = new Map(section.bound);
  const elsewhere = new Map([...BOUND_ELSEWHERE].filter(([name]) => !bound.has(name)));
  const scope: Scope = { inputs: new Map([...inputs, ...bound]), variables, elsewhere };

  const effect = effectOf(node, section);
  const { when, permit, deny, request, consent, remove } = node;
  const conditions = [when, permit ?? deny ?? request ?? consent ?? remove].filter(
    (condition) => condition !== undefined,
  );
  const analysed = analyseCondition(conditions, { ...scope, ...absenceHelp(node) }, report);
  const { facts, isSound } = analysed;
  const conjuncts = analysed.conjuncts.map(({ typed, expression }) => ({
    typed: resolveImports(typed, libraries),
    expression,
  }));
  const value = node.value && draftValue(node.value, node.when !== undefined, scope, facts, report);
  const limits = node.limit && draftLimits(node.limit, scope, facts, report);
  reportImpossibleGrants(node, report);
  if (effect === undefined || !isSound || (node.value && value === undefined)) return undefined;
  if (node.limit && limits?.length !== node.limit.length) return undefined;
  if (section.kind === 'details') reportUntyped(section.name ?? '', [...conjuncts, ...(limits ?? [])], report);

  const domain = reachable(node, conjuncts, startingDomain(node, applies), report);
  if (domain === undefined) return undefined;
  const clients = conjuncts.length > 0 ? domain.get('client.id') : undefined;
  return {
    section,
    node,
    effect,
    conjuncts,
    ...(clients && { clients: [...clients] }),
    ...(limits && {
      limits: limits.map(({ path, typed, isInteger }) => ({
        path,
        typed: resolveImports(fold(typed), libraries),
        isInteger,
      })),
    }),
    ...(node.value &&
      value && {
        value: { expression: node.value, typed: resolveImports(fold(value), libraries) },
      }),
  };
}

/** The value of a claim once checked, with what its condition made sure of; undefined where it has mistakes, or no JSON. */
function draftValue(
  expression: Expression,
  hasCondition: boolean,
  scope: Scope,
  facts: Facts,
  report: Report,
): Typed | undefined {
  const askFirst = (member: string): string =>
    `ask first, beside the value: \`when: has(${member})${hasCondition ? ' && ...' : ''}\``;
  const typed = analyse(expression, { ...scope, askFirst }, report, facts);
  if (typed === undefined) return undefined;
  reportNotExact(typed, reportIn(expression, report));
  return reportNoJson(typed, reportIn(expression, report)) ? typed : undefined;
}

/** What the conjuncts leave of the domain the rule begins with; undefined, and reported, where that is nothing. */
function reachable(
  { id }: RuleNode,
  conjuncts: readonly Conjunct[],
  start: Domain,
  report: Report,
): Domain | undefined {
  let left: Possible = { domain: start };
  for (const { typed, expression } of conjuncts) {
    left = within(left.domain, possible(typed), typed);
    if ('never' in left) {
      const message = `the rule \`${id.value}\` never holds: ${left.never.message}`;
      reportIn(expression, report)('never-matches', left.never.at, message);
      return undefined;
    }
  }
  return left.domain;
}

/** What applies by its condition must not fall silent where an attribute is absent: the help says what each way of asking comes to. */
function absenceHelp({ deny, consent, remove }: RuleNode): Pick<Scope, 'askFirst'> {
  const effect = deny ? 'denies' : consent ? 'asks for consent' : remove ? 'removes' : undefined;
  if (effect === undefined) return {};
  return {
    askFirst: (member) =>
      `say what absence means: \`!has(${member}) || ...\` ${effect} where it is absent, \`has(${member}) && ...\` does not`,
  };
}

/** The effect a rule has in its section; undefined where its members make none, which the shape of the document has reported. */
function effectOf(node: RuleNode, { kind }: Section): RuleDraft['effect'] | undefined {
  if (kind === 'lifetime') return node.max ? 'limit' : undefined;
  if (kind === 'claims') return node.value ? 'set' : node.remove ? 'remove' : undefined;
  if (kind === 'scopes' && node.request) return 'request';
  if (kind === 'scopes' && node.consent) return 'consent';
  return node.permit ? 'permit' : node.deny ? 'deny' : undefined;
}

/** What members beside the condition already say about its inputs. */
function startingDomain(node: RuleNode, applies: Domain): Domain {
  const domain = new Map(applies);
  if (node.tokens) domain.set('token', new Set(node.tokens.map(({ value }) => value)));
  if (node.grants) domain.set('grant', new Set(node.grants.map(({ value }) => value)));
  return domain;
}
