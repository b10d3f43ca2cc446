// SPDX-License-Identifier: Apache-2.0
import { load, table, type Parts } from './page-parts.ts';

/** What is read here of a function: see packages/policy/src/expression/functions/declaration.ts. */
interface Declaration {
  readonly name: string;
  readonly receiver?: true;
}

type FunctionText = readonly [text: string, example: string];

interface Language {
  readonly DECLARATIONS: readonly Declaration[];
  readonly FUNCTION_TEXTS: Readonly<Record<string, Readonly<Record<string, FunctionText>>>>;
  readonly LANGUAGE: { readonly macros: readonly { readonly name: string; readonly usage: string }[] };
  readonly isWritten: (declaration: Declaration) => boolean;
  readonly functionKey: (name: string, receiver: boolean) => string;
  readonly signatureOf: (declaration: Declaration) => string;
}

/** Every function and macro with what it means and an example, by the section's mark. Throws where one has no text, or a text no function. */
export async function functionParts(root: string): Promise<Parts> {
  const language = await load<Language>(root, 'packages/policy/src/language.ts');
  const { DECLARATIONS, FUNCTION_TEXTS, LANGUAGE, isWritten, functionKey, signatureOf } = language;
  const signatures = Map.groupBy(
    [
      ...DECLARATIONS.filter(isWritten).map(
        (declared) => [functionKey(declared.name, declared.receiver === true), `\`${signatureOf(declared)}\``] as const,
      ),
      ...LANGUAGE.macros.map(({ name, usage }) => [`macro ${name}`, `\`${usage}\``] as const),
    ],
    ([key]) => key,
  );
  const described = Object.values(FUNCTION_TEXTS).flatMap((rows) => Object.keys(rows));
  const differing = [
    ...[...signatures.keys()].filter((key) => !described.includes(key)),
    ...described.filter((key, i) => !signatures.has(key) || described.indexOf(key) !== i),
  ];
  if (differing.length > 0)
    throw new Error(
      `packages/policy/src/expression/functions/texts.ts: functions and their texts differ in ${differing.join(', ')}`,
    );
  const rowOf = ([key, [text, example]]: readonly [string, FunctionText]): readonly string[] => {
    const written = new Set(signatures.get(key)?.map(([, one]) => one));
    return [[...written].join('<br>'), text, `\`${example}\``];
  };
  return Object.fromEntries(
    Object.entries(FUNCTION_TEXTS).map(([section, rows]) => [
      section,
      table(['written', 'what it yields', 'true'], Object.entries(rows).map(rowOf)),
    ]),
  );
}
