// SPDX-License-Identifier: Apache-2.0
import type { PolicyDocument } from '../document/policy-document.ts';
import type { Input } from '../expression/scope.ts';
import type { Typed } from '../expression/typed.ts';
import { BOOL, DYN, STRING } from '../expression/types.ts';
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
  if (typed.kind === 'apply') {
    const [first] = typed.args;
    if (typed.op === 'has' && first && isImported(first)) return hasMember(typed, first, libraries);
    return { ...typed, args: typed.args.map((arg) => resolveImports(arg, libraries)) };
  }
  return isImported(typed) ? importedValue(typed, libraries) : typed;
}

type Read = Extract<Typed, { kind: 'read' }>;

const isImported = (typed: Typed): typed is Read =>
  typed.kind === 'read' && typed.root === 'bound' && typed.path[0] === LIBRARY;

function importedValue(read: Read, libraries: Libraries): Typed {
  const [, file = '', name = '', ...rest] = read.path;
  const { start, end, type, key } = read;
  const list = libraries.get(file)?.lists.get(name);
  const whole: Typed =
    list && rest.length === 0
      ? { ...list, start, end }
      : { kind: 'variable', name: sharedKey(file, name), type: rest.length === 0 ? type : DYN, start, end };
  // a member of what a variable is: read step by step, as of any other value
  return rest.reduce<Typed>(
    (value, member) => ({ kind: 'apply', op: 'field', args: [value, named(member, read)], type, key, start, end }),
    whole,
  );
}

function hasMember(whole: Typed, read: Read, libraries: Libraries): Typed {
  const { start, end } = whole;
  // what a library names is there
  if (read.path.length <= 3) return { kind: 'literal', value: true, type: BOOL, start, end };
  const target = importedValue({ ...read, path: read.path.slice(0, -1) }, libraries);
  return {
    kind: 'apply',
    op: 'has_field',
    args: [target, named(read.path.at(-1) ?? '', read)],
    type: BOOL,
    start,
    end,
  };
}

const named = (value: string, { start, end }: Read): Typed => ({ kind: 'literal', value, type: STRING, start, end });
