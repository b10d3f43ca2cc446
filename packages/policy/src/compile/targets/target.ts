// SPDX-License-Identifier: Apache-2.0
import type { TokenType } from '@assay/core/model';
import type { Rule } from '@assay/core/pdp';
import type { Capabilities } from '@assay/core/pep';
import type { Report } from '../../diagnostics/report.ts';
import type { SourceConfig } from '../../document/project.ts';
import type { RuleNode } from '../../document/policy-document.ts';

/** One target of the project as its adapter describes it. */
export interface TargetCapability {
  /** The key under `targets`. */
  readonly name: string;
  readonly capabilities: Capabilities;
  /** The tokens it issues. */
  readonly tokens: readonly TokenType[];
  /** The audiences its tokens are for, as far as the project declares them; any, where absent. */
  readonly audiences?: readonly string[];
  /** Whether an audience may be the target's own, where the project declares none for it and only a request tells its name. */
  readonly isOwnAudience?: (audience: string) => boolean;
  /** Types of obligations no request can show to be met already, and why; the reason follows "because". */
  readonly neverMet?: ReadonlyMap<string, string>;
  /** What no event of it tells: where it would stand in the request, by its name in expressions. */
  readonly neverTold?: ReadonlyMap<string, readonly string[]>;
  /** Why no token of it can have a scope or a claim of this name, in words; nothing where one can. */
  readonly refusesScope?: (scope: string) => string | undefined;
  readonly refusesClaim?: (claim: string, token: TokenType) => string | undefined;
  /** The `acr`s a step-up can lead to there; any, where absent. */
  readonly acrs?: readonly string[];
  /** Its events tell no scopes, and the operator accepted that they go unchecked. */
  readonly hasUncheckedScopes?: boolean;
  /** What an operator can do about a claim the target reserves, and about a lifetime it cannot set; nothing where there is nothing to do. */
  readonly claimAdvice?: (claim: string) => string | undefined;
  readonly lifetimeAdvice?: (token: TokenType) => string | undefined;
  /** The tokens it issues without asking: no rule can be about them. */
  readonly unasked?: readonly TokenType[];
  /** The sections of a policy that are decided there; all, where absent. */
  readonly sections?: readonly PlacedRule['section'][];
  /** Drivers of the sources that can be read where it runs; any, where absent. */
  readonly drivers?: readonly SourceConfig['driver'][];
  /** How long its tokens live without us, in seconds, as far as the project declares it. */
  readonly lifetimes?: { readonly [T in TokenType]?: number };
}

/** A rule of the table and the place it was written at, with what it is about: the scope, claim or type of authorization detail. */
export interface PlacedRule {
  readonly section: 'gates' | 'scopes' | 'claims' | 'details' | 'groups' | 'roles' | 'lifetime';
  readonly name: string;
  readonly rule: Rule;
  readonly node: RuleNode;
  /** Where its condition and value read the request. */
  readonly reads: readonly (readonly string[])[];
  /** Whether a claim's value can only be a string. */
  readonly hasStringValue: boolean;
}

/** Reports what a target cannot carry out of one rule. */
export type TargetCheck = (placed: PlacedRule, target: TargetCapability, report: Report) => void;

/** Whether some token of `target` may be for one of `audiences`. */
export function mayIssueFor({ audiences, isOwnAudience }: TargetCapability, wanted: readonly string[]): boolean {
  return audiences === undefined || wanted.some((name) => audiences.includes(name) || isOwnAudience?.(name) === true);
}

/** The tokens of `target` a rule is about. */
export function tokensOf({ rule }: PlacedRule, { tokens }: TargetCapability): readonly TokenType[] {
  return rule.tokens ? tokens.filter((token) => rule.tokens?.includes(token)) : tokens;
}
