// SPDX-License-Identifier: Apache-2.0
import { importedInputs } from '../compile/imports.ts';
import { checkLibraries } from '../compile/libraries.ts';
import { libraryInput, type CheckedLibrary } from '../compile/library.ts';
import { checkVariables } from '../compile/variables.ts';
import type { LibraryDocument, ListNode } from '../document/library-document.ts';
import { parseLibrary } from '../document/parse-library.ts';
import { parsePolicy } from '../document/parse-policy.ts';
import type { VariableNode } from '../document/policy-document.ts';
import { NO_FACTS, type Input, type VariableType } from '../expression/scope.ts';
import { ERROR, type Type } from '../expression/types.ts';
import { named, namespaceOf, type Members, type Named } from './named.ts';

/** What a text makes known to its own expressions: its variables, its lists where it is a library, and what it imports. */
export interface OwnNames {
  readonly inputs: readonly (readonly [string, Input])[];
  readonly variables: ReadonlyMap<string, VariableType>;
  readonly named: Members;
}

/** A text and what it belongs to; `file` is its path in the project. */
interface Source {
  readonly text: string;
  readonly file: string;
  readonly libraries: readonly LibraryDocument[];
}

/** The names that the text itself adds to the inputs of its project. */
export function ownNames(source: Source, inputs: ReadonlyMap<string, Input>): OwnNames {
  return /^library:/m.test(source.text) ? namesOfLibrary(source, inputs) : namesOfPolicy(source, inputs);
}

/** Mistakes are told by the check. */
const ignore = (): void => undefined;

function namesOfPolicy({ text, file, libraries }: Source, ofProject: ReadonlyMap<string, Input>): OwnNames {
  const { document } = parsePolicy(file, text);
  if (document === undefined) return NOTHING;
  const checked = checkLibraries(libraries, ofProject, ignore);
  const inputs = importedInputs(document, checked);
  const variables = checkVariables(document.variables, new Map([...ofProject, ...inputs]), ignore);
  return {
    inputs,
    variables,
    named: new Map([
      ...document.imports.flatMap(({ name, file: { value } }): readonly (readonly [string, () => Named])[] => {
        const library = checked.get(value);
        return library ? [[name.value, () => libraryNamed(library)]] : [];
      }),
      ...variablesNamed(document.variables, variables),
    ]),
  };
}

function namesOfLibrary({ text, file }: Source, ofProject: ReadonlyMap<string, Input>): OwnNames {
  const { document } = parseLibrary(file, text);
  const library = document && checkLibraries([document], ofProject, ignore).get(file);
  if (library === undefined) return NOTHING;
  const { variables: nodes, lists } = library.document;
  const typed = nodes.map(({ name }): [string, VariableType] => [
    name.value,
    { type: library.members.get(name.value) ?? ERROR, whenTrue: NO_FACTS, whenFalse: NO_FACTS },
  ]);
  const listTypes = lists.map(({ name }): [string, Type] => [name.value, library.members.get(name.value) ?? ERROR]);
  const listsNamed = new Map(lists.map((list) => memberOf(list.name.value, library, heldBy(list))));
  return {
    inputs: [['lists', libraryInput(file, new Map(listTypes))]],
    variables: new Map(typed),
    named: new Map([
      ...(lists.length > 0 ? [['lists', () => namespaceOf(listsNamed)] as const] : []),
      ...variablesNamed(nodes, new Map(typed)),
    ]),
  };
}

const NOTHING: OwnNames = { inputs: [], variables: new Map(), named: new Map() };

function variablesNamed(
  nodes: readonly VariableNode[],
  types: ReadonlyMap<string, VariableType>,
): readonly (readonly [string, () => Named])[] {
  if (nodes.length === 0) return [];
  const members = nodes.map(({ name, expression }): [string, () => Named] => [
    name.value,
    () => named(types.get(name.value)?.type ?? ERROR, { about: `is \`${expression.text}\`` }),
  ]);
  return [['variables', () => namespaceOf(new Map(members))]];
}

/** What policies that import a library read of it. */
function libraryNamed(library: CheckedLibrary): Named {
  const { name, owner, variables, lists } = library.document;
  const members = [
    ...variables.map(({ name: { value }, expression }) => memberOf(value, library, `is \`${expression.text}\``)),
    ...lists.map((list) => memberOf(list.name.value, library, heldBy(list))),
  ];
  return namespaceOf(new Map(members), `the library \`${name.value}\`, which ${owner.value} answers for`);
}

const memberOf = (name: string, { members }: CheckedLibrary, about: string): [string, () => Named] => [
  name,
  () => named(members.get(name) ?? ERROR, { about }),
];

const MOST_SHOWN = 5;

function heldBy({ values }: ListNode): string {
  const shown = values.slice(0, MOST_SHOWN).map((value) => `\`${JSON.stringify(value)}\``);
  const others = values.length > MOST_SHOWN ? [`${values.length - MOST_SHOWN} others`] : [];
  return `holds ${[...shown, ...others].join(', ')}`;
}
