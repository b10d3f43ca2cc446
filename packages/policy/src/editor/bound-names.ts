// SPDX-License-Identifier: Apache-2.0
import { GROUP_INPUTS, LIFETIME_INPUTS, ROLE_INPUTS, scopeInputsOf } from '../compile/bound-inputs.ts';
import { scopeVariablesOf } from '../compile/scope-forms.ts';
import type { SectionName } from '../document/rule-shape.ts';
import type { Project } from '../document/project.ts';
import { detailInputs, GATE_INPUTS, TOKEN_INPUTS, type BoundInputs } from '../expression/inputs.ts';
import type { Cursor } from './cursor.ts';

/** What rules below `name` of a section can read; `member` is the key of a rule that the expression stands below. */
type Bind = (name: string, member: string | undefined, project: Project | undefined) => BoundInputs;

const SECTIONS: { readonly [S in SectionName]: Bind } = {
  gates: () => GATE_INPUTS,
  scopes: (name) => scopeInputsOf(scopeVariablesOf(name)),
  claims: () => TOKEN_INPUTS,
  authorization_details: (name, member, project) => {
    const inputs = detailInputs(new Map(Object.entries(project?.inputs.details ?? {})).get(name));
    // a limit is of the whole element
    return member === 'limit' ? inputs.filter(([input]) => input !== 'cell') : inputs;
  },
  groups: () => GROUP_INPUTS,
  roles: () => ROLE_INPUTS,
  lifetime: () => LIFETIME_INPUTS,
};

const BY_NAME: ReadonlyMap<string, Bind> = new Map(Object.entries(SECTIONS));

/** The names that the section of a policy binds which `path` leads into. */
export function boundNames([section = '', name = '', , member]: Cursor['path'], project?: Project): BoundInputs {
  return BY_NAME.get(section)?.(name, member, project) ?? [];
}
