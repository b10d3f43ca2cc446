// SPDX-License-Identifier: Apache-2.0
import type { Rule } from '@assay/core/pdp';
import type { Expression, PolicyDocument, RuleNode } from '../document/policy-document.ts';
import type { BoundInputs } from '../expression/inputs.ts';
import type { Typed } from '../expression/typed.ts';
import type { Conjunct } from './analyse.ts';
import type { CheckedVariable } from './variables.ts';

/** A place for rules: what they are about, what they can read there, and from which members their effect comes. */
export interface Section {
  readonly kind: 'gates' | 'scopes' | 'claims' | 'details' | 'groups' | 'roles' | 'lifetime';
  /** The scope, claim or authorization detail type. */
  readonly name?: string;
  readonly bound: BoundInputs;
}

/** A rule that was understood, before its expressions go into a table. */
export interface RuleDraft {
  readonly section: Section;
  readonly node: RuleNode;
  readonly effect: NonNullable<Rule['effect']> | 'permit';
  readonly conjuncts: readonly Conjunct[];
  readonly clients?: readonly string[];
  readonly value?: { readonly typed: Typed; readonly expression: Expression };
  readonly limits?: readonly { readonly path: readonly string[]; readonly typed: Typed; readonly isInteger: boolean }[];
}

export interface PolicyDraft {
  readonly document: PolicyDocument;
  readonly variables: ReadonlyMap<string, CheckedVariable>;
  readonly rules: readonly RuleDraft[];
}
