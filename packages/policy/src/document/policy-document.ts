// SPDX-License-Identifier: Apache-2.0
import type { GrantType, TokenType } from '@assay/core/model';
import type { Requirement } from '@assay/core/pdp';
import type { Located, Span } from '../diagnostic.ts';

/** A CEL expression as it stands in a file. */
export interface Expression {
  /** The expression itself: what YAML makes of the scalar. */
  readonly text: string;
  readonly span: Span;
  /** The offset in the file of the UTF-16 unit `index` of `text`: quoting, escapes and folding undone. */
  readonly offsetAt: (index: number) => number;
}

/** A member of an authorization detail that a rule limits: its dotted path, and to what. */
export interface LimitNode {
  readonly member: Located<string>;
  readonly expression: Expression;
}

/** A rule as written, before its expressions are looked at. Which members may stand in which section is the shape's business. */
export interface RuleNode {
  readonly id: Located<string>;
  readonly span: Span;
  readonly permit?: Expression;
  readonly deny?: Expression;
  /** Who may request a scope. */
  readonly request?: Expression;
  /** When a scope needs the subject's consent. */
  readonly consent?: Expression;
  readonly when?: Expression;
  readonly value?: Expression;
  readonly remove?: Expression;
  /** Seconds. */
  readonly max?: Located<number>;
  readonly lifetime?: Located<number>;
  readonly reason?: Located<string>;
  readonly require?: readonly Located<Requirement>[];
  readonly limit?: readonly LimitNode[];
  readonly tokens?: readonly Located<TokenType>[];
  readonly grants?: readonly Located<GrantType>[];
}

/** The rules about one scope, claim or authorization detail type. */
export interface RuleGroup {
  readonly name: Located<string>;
  readonly rules: readonly RuleNode[];
}

export interface VariableNode {
  readonly name: Located<string>;
  readonly expression: Expression;
}

/** A library a policy reads, by the name it gives it. */
export interface ImportNode {
  readonly name: Located<string>;
  /** Relative to the project's folder; empty where it leads out of it, which was reported. */
  readonly file: Located<string>;
}

/** One policy file, its shape checked and every part located. */
export interface PolicyDocument {
  readonly file: string;
  readonly name: Located<string>;
  readonly owner: Located<string>;
  readonly description?: Located<string>;
  readonly applies?: { readonly audiences?: readonly Located<string>[]; readonly clients?: readonly Located<string>[] };
  readonly imports: readonly ImportNode[];
  readonly variables: readonly VariableNode[];
  readonly gates: readonly RuleNode[];
  /** Plain and dynamic scopes alike, in order. */
  readonly scopes: readonly RuleGroup[];
  readonly claims: readonly RuleGroup[];
  readonly authorizationDetails: readonly RuleGroup[];
  readonly groups: readonly RuleNode[];
  readonly roles: readonly RuleNode[];
  readonly lifetime: readonly RuleNode[];
}

/** The expressions of a rule, each once. */
export function expressionsOf(rule: RuleNode): readonly Expression[] {
  const { permit, deny, request, consent, when, value, remove, limit = [] } = rule;
  return [permit, deny, request, consent, when, value, remove, ...limit.map(({ expression }) => expression)].filter(
    (expression) => expression !== undefined,
  );
}
