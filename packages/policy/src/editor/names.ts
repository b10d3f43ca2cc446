// SPDX-License-Identifier: Apache-2.0
import { parsePolicy } from '../document/parse-policy.ts';
import type { Project } from '../document/project.ts';
import { isScopeNameProblem, parseScopeName } from '../document/scope-name.ts';
import {
  detailInputs,
  GATE_INPUTS,
  inputsOf,
  scopeInputs,
  TOKEN_INPUTS,
  type BoundInputs,
} from '../expression/inputs.ts';
import { typeName, type Type } from '../expression/types.ts';
import type { Cursor } from './cursor.ts';

/** Something an expression can name, as it is shown. */
export interface Named {
  /** Its type as people read it. */
  readonly type: string;
  readonly about?: string;
  readonly members: ReadonlyMap<string, () => Named>;
}

/** What editing a text can draw on: the text itself, and the project it belongs to as far as that can be read. */
export interface EditorContext {
  readonly text: string;
  readonly project?: Project;
}

/** Every name an expression can begin with at `path`. */
export function namesAt({ text, project }: EditorContext, path: Cursor['path']): ReadonlyMap<string, () => Named> {
  const inputs = inputsOf(project ?? { inputs: { details: {} }, sources: [] });
  const owners = new Map(project?.sources.map(({ name, owner }) => [name.value, owner]));
  const names = new Map<string, () => Named>();
  for (const [name, { type, optional }] of [...inputs, ...boundAt(path, project)]) {
    const owner = owners.get(name);
    const about = owner === undefined ? undefined : `from the source \`${name}\`, which ${owner} answers for`;
    names.set(name, () => named(type, { optional: optional === true, ...(about !== undefined && { about }) }));
  }
  const variables = parsePolicy('', text).document?.variables ?? [];
  const members = variables.map(({ name, expression }): [string, () => Named] => [
    name.value,
    () => ({ type: 'variable', about: `is \`${expression.text}\``, members: new Map() }),
  ]);
  if (members.length > 0) names.set('variables', () => ({ type: 'map', members: new Map(members) }));
  return names;
}

/** The names a section binds. */
function boundAt([section, name = '']: Cursor['path'], project: Project | undefined): BoundInputs {
  switch (section) {
    case 'gates':
      return GATE_INPUTS;
    case 'scopes': {
      const read = parseScopeName(name);
      const variables = isScopeNameProblem(read) ? [] : read.parts.filter((_, index) => index % 2 === 1);
      return scopeInputs(new Map(variables.map((variable) => [variable, variable])));
    }
    case 'claims':
    case 'lifetime':
      return TOKEN_INPUTS;
    case 'authorization_details':
      return detailInputs(project?.inputs.details[name]);
    default:
      return [];
  }
}

function named(type: Type, { optional, about }: { readonly optional: boolean; readonly about?: string }): Named {
  const said = [about, optional ? 'may be absent: `has(...)` asks' : undefined].filter((part) => part !== undefined);
  return {
    type: typeText(type),
    ...(said.length > 0 && { about: said.join('; ') }),
    members: membersOf(type, about),
  };
}

function membersOf(type: Type, about: string | undefined): Named['members'] {
  if (type.kind !== 'record') return new Map();
  const members = Array.from(type.members, ([name, member]): [string, () => Named] => [
    name,
    () => named(member.type, { optional: member.optional, ...(about !== undefined && { about }) }),
  ]);
  return new Map(members);
}

function typeText(type: Type): string {
  if (type.kind === 'string' && type.values) return type.values.map((value) => JSON.stringify(value)).join(' | ');
  return typeName(type);
}
