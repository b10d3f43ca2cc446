// SPDX-License-Identifier: Apache-2.0
import { own, type JsonObject } from '@assay/core/model';
import { isExpression, knownMembers, memberSchema, variantsOf } from '../document/schema-walk.ts';
import { cursorAt, type Cursor } from './cursor.ts';
import { functionsIn, methodsOf, NAMESPACES, splitName, type FunctionHelp } from './functions.ts';
import { namesAt, type EditorContext } from './names.ts';
import type { Members } from './named.ts';
import { operandsAt, receiverOf } from './receiver.ts';
import { schemaAt, schemaOfText } from './schema-at.ts';
import { writtenAt } from './written.ts';

/** Something that can be written at a place. */
export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'name' | 'function' | 'method' | 'namespace';
  /** A few words: its type, how it is called. */
  readonly detail?: string;
  readonly about?: string;
  /** What is written, where it is not the label. */
  readonly insert?: string;
}

/**
 * What can be written at `offset` of a text: keys and values the JSON Schemas know, and names, functions and methods in expressions. Nothing, for a
 * text that is none of ours.
 */
export function completionsAt(context: EditorContext, offset: number): readonly Completion[] {
  const root = schemaOfText(context.text);
  const cursor = cursorAt(context.text, offset);
  const schema = root && schemaAt(root, cursor.path);
  if (schema === undefined) return [];
  if (cursor.key === undefined && knownMembers(schema).size > 0) return keysOf(schema, cursor);
  // Without a key, what is written is an item of a list.
  const value = cursor.key === undefined ? schema : memberSchema(schema, cursor.key);
  if (value === undefined) return [];
  return isExpression(value) ? inExpression(context, cursor) : valuesOf(value);
}

function keysOf(schema: JsonObject, { siblings }: Cursor): readonly Completion[] {
  return Array.from(knownMembers(schema)).flatMap(([label, member]): readonly Completion[] => {
    if (siblings.includes(label)) return [];
    const about = own(member, 'description');
    return [{ label, kind: 'key', ...(typeof about === 'string' && { about }), insert: `${label}: ` }];
  });
}

function valuesOf(schema: JsonObject): readonly Completion[] {
  const values = variantsOf(schema).flatMap((variant): readonly unknown[] => {
    const listed = own(variant, 'enum');
    const constant = own(variant, 'const');
    if (Array.isArray(listed)) return listed as readonly unknown[]; // sound: nothing is assumed of its items
    return own(variant, 'type') === 'boolean' ? [true, false] : constant === undefined ? [] : [constant];
  });
  return values.map((value) => ({ label: String(value), kind: 'value' }));
}

function inExpression(context: EditorContext, { path, before }: Cursor): readonly Completion[] {
  const written = writtenAt(before);
  if (written === undefined) return [];
  const names = namesAt(context, path);
  if (written.receiver === undefined) {
    const operands = operandsAt(written, names);
    return [
      ...namesOf(operands),
      ...NAMESPACES.filter((label) => !operands.has(label)).map((label): Completion => ({
        label,
        kind: 'namespace',
        detail: 'functions',
      })),
      ...functionsIn('').map((help) => callable(help, 'function')),
    ];
  }
  const { members, of } = receiverOf(written, names) ?? {};
  return [
    ...namesOf(members ?? new Map()),
    ...functionsIn(written.receiver).map((help) => callable(help, 'function')),
    ...(of === undefined ? [] : methodsOf(of)).map((help) => callable(help, 'method')),
  ];
}

function namesOf(names: Members): readonly Completion[] {
  return Array.from(names, ([label, describe]): Completion => {
    const { type, about } = describe();
    return { label, kind: 'name', detail: type, ...(about !== undefined && { about }) };
  });
}

const MOST_SHOWN = 3;

function callable({ name, signatures, text, example }: FunctionHelp, kind: 'function' | 'method'): Completion {
  const shown = signatures.slice(0, MOST_SHOWN);
  const others = signatures.length - shown.length;
  const detail = [...shown, ...(others > 0 ? [`${others} others`] : [])].join(', or ');
  const about = [...(text === '' ? [] : [text]), `for example ${example}`].join('\n');
  return { label: splitName(name)[1], kind, detail, about };
}
