// SPDX-License-Identifier: Apache-2.0
import type { PolicyDocument, RuleNode } from '../document/policy-document.ts';
import type { Project } from '../document/project.ts';
import { isScopeNameProblem, parseScopeName } from '../document/scope-name.ts';
import { detailInputs, GATE_INPUTS, scopeInputs, TOKEN_INPUTS } from '../expression/inputs.ts';
import type { Section } from './draft.ts';

/** The rules of one place, in the order of the file. */
export interface SectionRules {
  readonly section: Section;
  readonly rules: readonly RuleNode[];
}

/** Every section of a policy. A scope whose name is none, which the shape of the document has reported, binds no variables. */
export function sectionsOf(document: PolicyDocument, { inputs }: Pick<Project, 'inputs'>): readonly SectionRules[] {
  const details = new Map(Object.entries(inputs.details));
  return [
    { section: { kind: 'gates', bound: GATE_INPUTS }, rules: document.gates },
    ...document.scopes.map(({ name, rules }): SectionRules => ({
      section: { kind: 'scopes', name: name.value, bound: scopeInputs(scopeVariables(name.value)) },
      rules,
    })),
    ...document.claims.map(({ name, rules }): SectionRules => ({
      section: { kind: 'claims', name: name.value, bound: TOKEN_INPUTS },
      rules,
    })),
    ...document.authorizationDetails.map(({ name, rules }): SectionRules => ({
      section: { kind: 'details', name: name.value, bound: detailInputs(details.get(name.value)) },
      rules,
    })),
    { section: { kind: 'lifetime', bound: TOKEN_INPUTS }, rules: document.lifetime },
  ];
}

/** The parts of a scope's name: literal, variable, literal, ...; one for a scope without variables. */
export function scopeParts(name: string): readonly string[] {
  const parsed = parseScopeName(name);
  return isScopeNameProblem(parsed) ? [name] : parsed.parts;
}

function scopeVariables(name: string): readonly string[] {
  return scopeParts(name).filter((_, index) => index % 2 === 1);
}
