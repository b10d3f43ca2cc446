// SPDX-License-Identifier: Apache-2.0
import { isWritten, signatureOf } from '../expression/functions/signature.ts';
import { DECLARATIONS, functionKey } from '../expression/functions/table.ts';
import { FUNCTION_TEXTS } from '../expression/functions/texts.ts';
import { createInference } from '../expression/check/infer.ts';
import { LANGUAGE_MACROS } from '../expression/syntax/macros/table.ts';
import { DYN, listOf, mapOf, optionalOf, type Type } from '../expression/types.ts';

/** A function, a method or a macro, as it is shown. */
export interface FunctionHelp {
  /** As it is written: behind the dot, where it is a method. */
  readonly name: string;
  /** How it is called, each way once. */
  readonly signatures: readonly string[];
  /** What it yields; empty where its name says so. */
  readonly text: string;
  /** An expression with it that is true. */
  readonly example: string;
}

/** One way to call a function. `receiver` is what a method is called on. */
interface Usage {
  readonly key: string;
  readonly name: string;
  readonly receiver?: Type;
  readonly signature: string;
}

/** The methods and macros of a value of `type`; every one, of a value of unknown type. */
export function methodsOf(type: Type): readonly FunctionHelp[] {
  // a place for several values is none itself
  if (type.kind === 'record' && type.namespace) return [];
  return helpFor(USAGES.filter(({ receiver }) => receiver !== undefined && fits(type, receiver)));
}

/** The functions and macros of a namespace, `math`, or of none. */
export function functionsIn(namespace: string): readonly FunctionHelp[] {
  return helpFor(USAGES.filter(({ name, receiver }) => receiver === undefined && splitName(name)[0] === namespace));
}

const fits = (type: Type, receiver: Type): boolean => {
  const infer = createInference();
  return infer.assignable([type], infer.instantiate([receiver]));
};

/** The namespace of a function, empty where it has none, and its name there. */
export function splitName(name: string): readonly [namespace: string, name: string] {
  const dot = name.lastIndexOf('.');
  return [name.slice(0, Math.max(0, dot)), name.slice(dot + 1)];
}

const LIST_OR_MAP = [listOf(DYN), mapOf(DYN, DYN)];
/** What the first word in the usage of a macro stands for: one over a list goes over the keys of a map too. */
const RECEIVERS: ReadonlyMap<string, readonly Type[]> = new Map([
  ['list', LIST_OR_MAP],
  ['map', LIST_OR_MAP],
  ['optional', [optionalOf(DYN)]],
]);

const USAGES: readonly Usage[] = [
  ...LANGUAGE_MACROS.flatMap(({ name, on, usage }): readonly Usage[] => {
    const macro = { key: `macro ${name}`, signature: usage };
    if (on !== 'value') return [{ ...macro, name: on === undefined ? name : `${on}.${name}` }];
    const receivers = RECEIVERS.get(splitName(usage.slice(0, usage.indexOf('(')))[0]) ?? [];
    return receivers.map((receiver) => ({ ...macro, name, receiver }));
  }),
  ...DECLARATIONS.filter(isWritten).map((declaration): Usage => {
    const { name, receiver, params } = declaration;
    const key = functionKey(name, receiver === true);
    return { key, name, ...(receiver && { receiver: params[0] ?? DYN }), signature: signatureOf(declaration) };
  }),
];

/** The namespaces of functions: no values, and what functions are written behind. */
export const NAMESPACES: readonly string[] = [
  ...new Set(
    USAGES.flatMap(({ name, receiver }) => (receiver === undefined && name.includes('.') ? splitName(name)[0] : [])),
  ),
];

const TEXTS = new Map(Object.values(FUNCTION_TEXTS).flatMap((rows) => Object.entries(rows)));

function helpFor(usages: readonly Usage[]): readonly FunctionHelp[] {
  return Array.from(
    Map.groupBy(usages, ({ key }) => key),
    ([key, ways]) => {
      const [text = '', example = ''] = TEXTS.get(key) ?? [];
      const signatures = [...new Set(ways.map(({ signature }) => signature))];
      return { name: ways[0]?.name ?? '', signatures, text, example };
    },
  );
}
