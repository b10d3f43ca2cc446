// SPDX-License-Identifier: Apache-2.0
import type { Report } from '../diagnostics/report.ts';
import type { LibraryDocument } from '../document/library-document.ts';
import type { Literal } from '../expression/ast.ts';
import type { Input } from '../expression/scope.ts';
import type { Typed } from '../expression/typed.ts';
import { DOUBLE, ERROR, INT, listOf, STRING, type Type } from '../expression/types.ts';
import { resolveImports } from './imports.ts';
import { libraryInput, sharedKey, type CheckedLibrary, type Libraries } from './library.ts';
import { checkVariables } from './variables.ts';

/** A variable of a library as the table has it: once, whichever policies read it. `sibling` is the key of another one of the same library. */
export interface SharedVariable {
  readonly typed: Typed;
  readonly name: string;
  readonly library: string;
  readonly sibling: (name: string) => string;
}

export type SharedVariables = ReadonlyMap<string, SharedVariable>;

/** Checks the variables of every library; each may read the inputs of the project, and what else its own library holds. */
export function checkLibraries(
  documents: readonly LibraryDocument[],
  inputs: ReadonlyMap<string, Input>,
  report: Report,
): Libraries {
  return new Map(documents.map((document) => [document.file, checkLibrary(document, inputs, report)]));
}

function checkLibrary(document: LibraryDocument, inputs: ReadonlyMap<string, Input>, report: Report): CheckedLibrary {
  const lists = new Map(document.lists.map(({ name, values }) => [name.value, literalOf(values)]));
  const types = new Map([...lists].map(([name, { type }]) => [name, type]));
  const own = new Map([...inputs, ...(lists.size > 0 ? [['lists', libraryInput(document.file, types)] as const] : [])]);
  const checked = checkVariables(document.variables, own, report);
  return {
    document,
    lists,
    members: new Map([...types, ...[...checked].map(([name, { type }]) => [name, type] as const)]),
    variables: new Map([...checked].flatMap(([name, variable]) => ('typed' in variable ? [[name, variable]] : []))),
  };
}

/** Every variable of every library, by its key. */
export function sharedVariables(libraries: Libraries): SharedVariables {
  return new Map(
    [...libraries].flatMap(([file, { document, variables }]) =>
      [...variables].map(([name, { typed }]): [string, SharedVariable] => [
        sharedKey(file, name),
        {
          typed: resolveImports(typed, libraries),
          name,
          library: document.name.value,
          sibling: (other) => sharedKey(file, other),
        },
      ]),
    ),
  );
}

function literalOf(values: readonly string[] | readonly number[]): Typed {
  // a list with mistakes, which were reported
  if (values.length === 0) return { kind: 'error', type: ERROR, start: 0, end: 0 };
  const isText = values.some((value) => typeof value === 'string');
  const of = isText ? STRING : values.every((value) => Number.isSafeInteger(value)) ? INT : DOUBLE;
  const place = { start: 0, end: 0 };
  const items = values.map((value): Typed => ({ kind: 'literal', value: literal(value, of), type: of, ...place }));
  return { kind: 'list', items, optional: [], type: listOf(of), ...place };
}

function literal(value: string | number, { kind }: Type): Literal {
  if (typeof value === 'string') return { type: 'string', value };
  return kind === 'int' ? { type: 'int', value: BigInt(value) } : { type: 'double', value };
}
