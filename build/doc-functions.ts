// SPDX-License-Identifier: Apache-2.0
import { FUNCTION_SECTIONS, type FunctionRow } from './doc-function-texts.ts';
import { load, table, type Parts } from './page-parts.ts';

/** What is read here of a type of the expression language: see packages/policy/src/expression/types.ts. */
interface Type {
  readonly kind: string;
  readonly of?: Type;
  readonly key?: Type;
  readonly value?: Type;
  readonly name?: string;
}

interface Declaration {
  readonly name: string;
  readonly receiver?: true;
  readonly params: readonly Type[];
  readonly result: Type;
}

interface Macro {
  readonly name: string;
  readonly usage: string;
}

interface Language {
  readonly DECLARATIONS: readonly Declaration[];
  readonly LANGUAGE: { readonly macros: readonly Macro[] };
}

/** Every function and macro with what it means and an example, by the section's mark. Throws where one has no text, or a text no function. */
export async function functionParts(root: string): Promise<Parts> {
  const { DECLARATIONS, LANGUAGE } = await load<Language>(root, 'packages/policy/src/language.ts');
  const signatures = Map.groupBy(
    [
      ...DECLARATIONS.filter(({ name }) => isNamed(name)).map(
        (declared) => [keyOf(declared), signature(declared)] as const,
      ),
      ...LANGUAGE.macros.map(({ name, usage }) => [`macro ${name}`, `\`${usage}\``] as const),
    ],
    ([key]) => key,
  );
  const described = Object.values(FUNCTION_SECTIONS).flatMap((rows) => Object.keys(rows));
  const differing = [
    ...[...signatures.keys()].filter((key) => !described.includes(key)),
    ...described.filter((key, i) => !signatures.has(key) || described.indexOf(key) !== i),
  ];
  if (differing.length > 0)
    throw new Error(`build/doc-function-texts.ts: functions and their texts differ in ${differing.join(', ')}`);
  const rowOf = ([key, [text, example]]: readonly [string, FunctionRow]): readonly string[] => {
    const written = new Set(signatures.get(key)?.map(([, one]) => one));
    return [[...written].join('<br>'), text, `\`${example}\``];
  };
  return Object.fromEntries(
    Object.entries(FUNCTION_SECTIONS).map(([section, rows]) => [
      section,
      table(['written', 'what it yields', 'true'], Object.entries(rows).map(rowOf)),
    ]),
  );
}

/** Operators, and what macros are made of, have names nobody writes. */
const isNamed = (name: string): boolean => /^[a-z][\w.]*$/i.test(name);

/** A method begins with a dot. */
const keyOf = ({ name, receiver }: Declaration): string => (receiver ? `.${name}` : name);

function signature({ name, receiver, params, result }: Declaration): string {
  const types = params.map(typeText);
  const call = receiver ? `${types[0]}.${name}(${types.slice(1).join(', ')})` : `${name}(${types.join(', ')})`;
  return `\`${call}: ${typeText(result)}\``;
}

function typeText({ kind, of, key, value, name }: Type): string {
  if (kind === 'param' || kind === 'opaque') return name ?? '';
  if (kind === 'map') return `map<${key && typeText(key)}, ${value && typeText(value)}>`;
  return of === undefined ? kind : `${kind}<${typeText(of)}>`;
}
