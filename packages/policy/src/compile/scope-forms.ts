// SPDX-License-Identifier: Apache-2.0
import type { ScopeVariableType } from '@assay/core/pdp';
import type { PolicyDocument } from '../document/policy-document.ts';
import { isScopeNameProblem, parseScopeName, type ScopeName } from '../document/scope-name.ts';

/** A variable of a scope: its name in `pattern`, and what it has to be. */
export interface ScopeVariable {
  readonly boundTo: string;
  readonly type: ScopeVariableType | null;
}

/** A scope as one rule writes it, and as the table has it. */
export interface ScopeForm {
  /** The name the rules of this form are gathered under. */
  readonly pattern: string;
  /** The variables by their names here. */
  readonly variables: ReadonlyMap<string, ScopeVariable>;
}

/** The form of each scope of a project, by its name as written. */
export type ScopeForms = ReadonlyMap<string, ScopeForm>;

/**
 * Scopes that differ in the names of their variables only, `list.{a}` and `list.{b}`, or in the order of the values of one, are one scope:
 * gathered under the first name, since a request's scope is decided by one pattern, and a denial written under another name has to count.
 */
export function scopeFormsOf(policies: readonly PolicyDocument[]): ScopeForms {
  const first = new Map<string, string>();
  const forms = new Map<string, ScopeForm>();
  for (const { name } of policies.flatMap(({ scopes }) => scopes)) {
    if (forms.has(name.value)) continue;
    const { parts, types } = scopeNameOf(name.value);
    const form = JSON.stringify([
      parts.filter((_, index) => index % 2 === 0),
      types.map((type) => (type === null || typeof type === 'string' ? type : type.toSorted())),
    ]);
    const pattern = first.get(form) ?? name.value;
    first.set(form, pattern);
    const kept = variablesOf(scopeNameOf(pattern));
    forms.set(name.value, {
      pattern,
      variables: new Map(
        variablesOf({ parts, types }).map((variable, i) => [
          variable,
          { boundTo: kept[i] ?? variable, type: types[i] ?? null },
        ]),
      ),
    });
  }
  return forms;
}

/** The variables of a scope by itself, each bound to its own name. */
export function scopeVariablesOf(name: string): ReadonlyMap<string, ScopeVariable> {
  const { parts, types } = scopeNameOf(name);
  return new Map(variablesOf({ parts, types }).map((boundTo, i) => [boundTo, { boundTo, type: types[i] ?? null }]));
}

/** A scope's name in parts; one part for a scope without variables. */
export function scopeNameOf(name: string): ScopeName {
  const parsed = parseScopeName(name);
  // what is wrong with a name was reported with the shape of its document
  return isScopeNameProblem(parsed) ? { parts: [name], types: [] } : parsed;
}

const variablesOf = ({ parts }: ScopeName): readonly string[] => parts.filter((_, index) => index % 2 === 1);
