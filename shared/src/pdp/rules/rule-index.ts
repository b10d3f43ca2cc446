// SPDX-License-Identifier: Apache-2.0
import type { GrantType, TokenType } from '../../model/request.ts';
import type { DecisionTable, Rule } from '../table.ts';
import { sortCandidates, type Candidates } from './candidates.ts';
import type { CompiledRule } from './compiled-rule.ts';
import type { ScopeValue } from './scope-variable.ts';
import { createScopePatterns, type ScopePatterns } from './scope-patterns.ts';

/** A gate (`issue:<token-type>:<grant-type>`) and the rules about it. */
export interface Gate {
  readonly name: string;
  readonly rules: Candidates;
}

/** A claim and the rules about it, for one token type. */
export interface ClaimRules {
  readonly claim: string;
  readonly rules: Candidates;
}

/** The rules that may concern one token type. */
export interface TokenRules {
  readonly gate: (grant: GrantType) => Gate;
  readonly claims: readonly ClaimRules[];
  readonly lifetime: Candidates;
}

/** The rules that may concern one audience and client. Each part is sorted when it is first asked for. */
export interface RuleIndex {
  readonly token: (token: TokenType) => TokenRules;
  scope(scope: string): Candidates | undefined;
  readonly patterns: ScopePatterns;
  readonly groups: Candidates;
  readonly roles: Candidates;
  detail(type: string): Candidates | undefined;
}

/** Token types a claim or lifetime rule is about where it names none. A refresh token outlives what it refreshes, and nobody reads its claims: it has to be named. */
const DEFAULT_TOKENS: readonly TokenType[] = ['access_token', 'id_token', 'saml2'];

/** The rules of one audience and client, out of those of all. `pick` is the rules of a section that concern the audience. */
export function createRuleIndex(
  table: DecisionTable,
  pick: (indexes: readonly number[]) => readonly CompiledRule[],
  client: number,
  scopeValue?: ScopeValue,
): RuleIndex {
  const gates = pick(table.gates);
  const claims = Object.entries(table.claims).map(([claim, indexes]) => ({ claim, rules: pick(indexes) }));
  const lifetime = pick(table.lifetime);
  const hasPlainGates = gates.every(({ rule }) => rule.tokens === undefined && rule.grants === undefined);
  const everyGate = sortCandidates(gates, client);
  const rulesOf = (token: TokenType): TokenRules => ({
    gate: keep((grant: GrantType) => ({
      name: `issue:${token}:${grant}`,
      // where no rule names a token type or grant every gate has the same rules, and is asked once
      rules: hasPlainGates ? everyGate : sortCandidates(gates.filter(isAboutGate(token, grant)), client),
    })),
    claims: claims
      .map(({ claim, rules }) => ({ claim, rules: sortCandidates(rules.filter(isAboutToken(token)), client) }))
      .filter(({ rules }) => rules.all.length > 0),
    lifetime: sortCandidates(lifetime.filter(isAboutToken(token)), client),
  });
  return {
    token: keep(rulesOf),
    scope: sectionOf(table.scopes, pick, client),
    patterns: createScopePatterns(table.dynamic, (indexes) => sortCandidates(pick(indexes), client), scopeValue),
    groups: sortCandidates(pick(table.groups ?? []), client),
    roles: sortCandidates(pick(table.roles ?? []), client),
    detail: sectionOf(table.details, pick, client),
  };
}

const isAboutToken =
  (token: TokenType) =>
  ({ rule }: { readonly rule: Rule }): boolean =>
    (rule.tokens ?? DEFAULT_TOKENS).includes(token);

const isAboutGate =
  (token: TokenType, grant: GrantType) =>
  ({ rule }: { readonly rule: Rule }): boolean =>
    (rule.tokens?.includes(token) ?? true) && (rule.grants?.includes(grant) ?? true);

/** Rules by name. Only names the table has are kept: what a request asks for besides leaves no trace here. */
function sectionOf(
  groups: { readonly [name: string]: readonly number[] },
  pick: (indexes: readonly number[]) => readonly CompiledRule[],
  client: number,
): (name: string) => Candidates | undefined {
  const sorted = new Map<string, Candidates | null>();
  const sort = (name: string): Candidates | undefined => {
    const indexes = Object.hasOwn(groups, name) ? groups[name] : undefined;
    if (indexes === undefined) return undefined;
    const rules = pick(indexes);
    const candidates = rules.length > 0 ? sortCandidates(rules, client) : null;
    sorted.set(name, candidates);
    return candidates ?? undefined;
  };
  return (name) => {
    const known = sorted.get(name);
    return known === undefined ? sort(name) : (known ?? undefined);
  };
}

/** Makes something once per key; keys are from fixed, short lists. */
function keep<K, T>(make: (key: K) => T): (key: K) => T {
  const made = new Map<K, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}
