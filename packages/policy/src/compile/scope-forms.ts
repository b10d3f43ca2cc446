// SPDX-License-Identifier: Apache-2.0
import type { PolicyDocument } from '../document/policy-document.ts';
import { isScopeNameProblem, parseScopeName } from '../document/scope-name.ts';

/** A scope as one rule writes it, and as the table has it. */
export interface ScopeForm {
  /** The name the rules of this form are gathered under. */
  readonly pattern: string;
  /** The variables by their names here, and in `pattern`. */
  readonly variables: ReadonlyMap<string, string>;
}

/** The form of each scope of a project, by its name as written. */
export type ScopeForms = ReadonlyMap<string, ScopeForm>;

/**
 * Scopes that differ in the names of their variables only, `list.{a}` and `list.{b}`, are one scope: gathered under the first name, since a
 * request's scope is decided by one pattern, and a denial written under another name has to count.
 */
export function scopeFormsOf(policies: readonly PolicyDocument[]): ScopeForms {
  const first = new Map<string, string>();
  const forms = new Map<string, ScopeForm>();
  for (const { name } of policies.flatMap(({ scopes }) => scopes)) {
    const parts = scopeParts(name.value);
    const form = JSON.stringify(parts.map((part, index) => (index % 2 === 1 ? null : part)));
    const pattern = first.get(form) ?? name.value;
    first.set(form, pattern);
    const [written, kept] = [variablesOf(parts), variablesOf(scopeParts(pattern))];
    forms.set(name.value, {
      pattern,
      variables: new Map(written.map((variable, i) => [variable, kept[i] ?? variable])),
    });
  }
  return forms;
}

/** The parts of a scope's name: literal, variable, literal, ...; one for a scope without variables. */
export function scopeParts(name: string): readonly string[] {
  const parsed = parseScopeName(name);
  // what is wrong with a name was reported with the shape of its document
  return isScopeNameProblem(parsed) ? [name] : parsed.parts;
}

const variablesOf = (parts: readonly string[]): readonly string[] => parts.filter((_, index) => index % 2 === 1);
