// SPDX-License-Identifier: Apache-2.0
import type { LibraryDocument } from '../document/library-document.ts';
import type { Input } from '../expression/scope.ts';
import type { Typed } from '../expression/typed.ts';
import type { Member, RecordType, Type } from '../expression/types.ts';
import type { CheckedVariable } from './variables.ts';

/** A library once checked: the types of what it holds, its sound variables, and its lists as literals. */
export interface CheckedLibrary {
  readonly document: LibraryDocument;
  readonly members: ReadonlyMap<string, Type>;
  readonly variables: ReadonlyMap<string, CheckedVariable>;
  readonly lists: ReadonlyMap<string, Typed>;
}

/** The libraries of a project, by their files. */
export type Libraries = ReadonlyMap<string, CheckedLibrary>;

/** The key of a variable of a library: no variable of a policy has a `#` in its name. */
export const sharedKey = (file: string, name: string): string => `${file}#${name}`;

/** An input whose members are those of a library: where they are read is settled when the expression was checked, by `resolveImports`. */
export function libraryInput(file: string, members: ReadonlyMap<string, Type>): Input {
  const type: RecordType = {
    kind: 'record',
    members: new Map([...members].map(([name, of]): [string, Member] => [name, { type: of, optional: false }])),
    open: false,
    namespace: true,
  };
  return { root: 'bound', path: [LIBRARY, file], type };
}

/** What the path of a read begins with that stands for a library: no name a section binds is written so. */
export const LIBRARY = '#library';
