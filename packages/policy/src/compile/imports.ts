// SPDX-License-Identifier: Apache-2.0
import type { PolicyDocument } from '../document/policy-document.ts';
import type { Input } from '../expression/scope.ts';
import { withParts, type Node, type Typed } from '../expression/typed.ts';
import { DYN, type Type } from '../expression/types.ts';
import { LIBRARY, libraryInput, sharedKey, type Libraries } from './library.ts';

/** What the imports of a policy add to what it may read. One whose file could not be read, which was reported, may hold anything. */
export function importedInputs(
  { imports }: PolicyDocument,
  libraries: Libraries,
): readonly (readonly [string, Input])[] {
  return imports.map(({ name, file }) => {
    const library = libraries.get(file.value);
    return [
      name.value,
      library ? libraryInput(file.value, library.members) : { root: 'bound', path: [LIBRARY], type: { kind: 'error' } },
    ];
  });
}

/** The expression with what it reads of libraries put in: a list as the literal it is, a variable as the one all policies share. */
export function resolveImports(typed: Typed, libraries: Libraries): Typed {
  if (isImported(typed)) return importedValue(typed, libraries);
  if (typed.kind === 'select' && isImported(typed.operand)) {
    const { operand, path: _, ...rest } = typed;
    // what a library names is there
    if (operand.path.length === 2) return { ...rest, kind: 'literal', value: { type: 'bool', value: true } };
    return { ...rest, operand: importedValue(operand, libraries) };
  }
  return withParts(typed, (part) => resolveImports(part, libraries));
}

type Read = Typed & Node<'read'>;

const isImported = (typed: Typed): typed is Read =>
  typed.kind === 'read' && typed.root === 'bound' && typed.path[0] === LIBRARY;

function importedValue(read: Read, libraries: Libraries): Typed {
  const [, file = '', name = '', ...rest] = read.path;
  const { start, end, key } = read;
  const library = libraries.get(file);
  const list = library?.lists.get(name);
  const whole: Typed = list
    ? { ...list, start, end }
    : { kind: 'variable', name: sharedKey(file, name), type: library?.members.get(name) ?? DYN, start, end };
  // a member of what a variable is: read step by step, as of any other value
  return rest.reduce<Typed>((operand, field) => {
    const type = memberType(operand.type, field);
    return { kind: 'select', operand, field, test: false, of: type, type, key, start, end };
  }, whole);
}

function memberType(type: Type, field: string): Type {
  if (type.kind === 'map') return type.value;
  return type.kind === 'record' ? (type.members.get(field)?.type ?? DYN) : DYN;
}
