// SPDX-License-Identifier: Apache-2.0
import type { Project } from '../document/project.ts';
import { inputsOf } from '../expression/inputs.ts';
import type { Scope } from '../expression/scope.ts';
import { boundNames } from './bound-names.ts';
import type { Cursor } from './cursor.ts';
import { named, type Members, type Named } from './named.ts';
import { ownNames } from './own-names.ts';

/** What editing a text can draw on: the text itself, and the project it belongs to as far as that can be read. */
export interface EditorContext {
  readonly text: string;
  /** The path of the text in the project, with `/`: what its imports are relative to. */
  readonly file?: string;
  readonly project?: Project;
}

/** The names of one expression: as they are shown, and as they are checked. */
export interface Names {
  readonly named: Members;
  readonly scope: Scope;
}

/** Every name an expression can begin with at `path`. */
export function namesAt({ text, file = '', project }: EditorContext, path: Cursor['path']): Names {
  const ofProject = inputsOf(project ?? { inputs: { details: {} }, sources: [] });
  const own = ownNames({ text, file, libraries: project?.libraries ?? [] }, ofProject);
  const inputs = new Map([...ofProject, ...boundNames(path, project), ...own.inputs]);
  const owners = new Map(project?.sources.map(({ name, owner }) => [name.value, owner]));
  const ofInputs = Array.from(inputs, ([name, { type, optional }]): [string, () => Named] => {
    const owner = owners.get(name);
    const origin = owner === undefined ? undefined : `from the source \`${name}\`, which ${owner} answers for`;
    return [name, () => named(type, { optional: optional === true, ...(origin !== undefined && { origin }) })];
  });
  return {
    named: new Map([...ofInputs, ...own.named]),
    scope: { inputs, variables: own.variables, dynamic: true },
  };
}
