// SPDX-License-Identifier: Apache-2.0
import type { Report } from '../diagnostics/report.ts';
import type { RuleNode } from '../document/policy-document.ts';
import type { Input, Scope, VariableType } from '../expression/scope.ts';
import { fold } from '../expression/fold.ts';
import { BOUND_ELSEWHERE } from '../expression/inputs.ts';
import { analyse, analyseCondition } from './analyse.ts';
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
  const analysed = analyseCondition(conditions, scope, report);
  const { facts, isSound } = analysed;
  const conjuncts = analysed.conjuncts.map(({ typed, expression }) => ({
    typed: resolveImports(typed, libraries),
    expression,
  }));
  const askFirst = (member: string): string =>
    `ask first, beside the value: \`when: has(${member})${node.when ? ' && ...' : ''}\``;
  const value = node.value && {
    expression: node.value,
    typed: analyse(node.value, { ...scope, askFirst }, report, facts),
  };
  const isJson = value?.typed === undefined || reportNoJson(value.typed, reportIn(value.expression, report));
  if (value?.typed) reportNotExact(value.typed, reportIn(value.expression, report));
  const limits = node.limit && draftLimits(node.limit, scope, facts, report);
  reportImpossibleGrants(node, report);
  if (effect === undefined || !isSound || !isJson || (value && value.typed === undefined)) return undefined;
  if (node.limit && limits?.length !== node.limit.length) return undefined;
  if (section.kind === 'details') reportUntyped(section.name ?? '', [...conjuncts, ...(limits ?? [])], report);

  let left: Possible = { domain: startingDomain(node, applies) };
  for (const { typed, expression } of conjuncts) {
    left = 'never' in left ? left : within(left.domain, possible(typed), typed);
    if ('never' in left) {
      reportIn(expression, report)(
        'never-matches',
        left.never.at,
        `the rule \`${node.id.value}\` never holds: ${left.never.message}`,
      );
      return undefined;
    }
  }
  const clients = 'domain' in left && conjuncts.length > 0 ? left.domain.get('client.id') : undefined;
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
    ...(value?.typed && {
      value: { expression: value.expression, typed: resolveImports(fold(value.typed), libraries) },
    }),
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
