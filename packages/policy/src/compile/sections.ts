// SPDX-License-Identifier: Apache-2.0
import type { PolicyDocument, RuleNode } from '../document/policy-document.ts';
import type { Project } from '../document/project.ts';
import { detailInputs, GATE_INPUTS, TOKEN_INPUTS } from '../expression/inputs.ts';
import { GROUP_INPUTS, LIFETIME_INPUTS, ROLE_INPUTS, scopeInputsOf } from './bound-inputs.ts';
import type { Section } from './draft.ts';
import type { ScopeForms } from './scope-forms.ts';

/** The rules of one place, in the order of the file. */
export interface SectionRules {
  readonly section: Section;
  readonly rules: readonly RuleNode[];
}

/** Every section of a policy. */
export function sectionsOf(
  document: PolicyDocument,
  { inputs }: Pick<Project, 'inputs'>,
  forms: ScopeForms,
): readonly SectionRules[] {
  const details = new Map(Object.entries(inputs.details));
  return [
    { section: { kind: 'gates', bound: GATE_INPUTS }, rules: document.gates },
    ...document.scopes.map(({ name, rules }): SectionRules => {
      const { pattern, variables } = forms.get(name.value) ?? { pattern: name.value, variables: new Map() };
      return { section: { kind: 'scopes', name: pattern, bound: scopeInputsOf(variables) }, rules };
    }),
    ...document.claims.map(({ name, rules }): SectionRules => ({
      section: { kind: 'claims', name: name.value, bound: TOKEN_INPUTS },
      rules,
    })),
    ...document.authorizationDetails.map(({ name, rules }): SectionRules => ({
      section: { kind: 'details', name: name.value, bound: detailInputs(details.get(name.value)) },
      rules,
    })),
    { section: { kind: 'groups', bound: GROUP_INPUTS }, rules: document.groups },
    { section: { kind: 'roles', bound: ROLE_INPUTS }, rules: document.roles },
    { section: { kind: 'lifetime', bound: LIFETIME_INPUTS }, rules: document.lifetime },
  ];
}
