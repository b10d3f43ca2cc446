// SPDX-License-Identifier: Apache-2.0
import { own, type JsonObject } from '@assay/core/model';
import { isExpression, knownMembers, memberSchema, variantsOf } from '../document/schema-walk.ts';
import { cursorAt, type Cursor } from './cursor.ts';
import { namesAt, type EditorContext, type Named } from './names.ts';
import { schemaAt, schemaOfText } from './schema-at.ts';

/** Something that can be written at a place. */
export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'name';
  /** A few words: its type. */
  readonly detail?: string;
  readonly about?: string;
  /** What is written, where it is not the label. */
  readonly insert?: string;
}

/** What can be written at `offset` of a text: keys and values the JSON Schemas know, and names in expressions. Nothing, for a text that is none of ours. */
export function completionsAt(context: EditorContext, offset: number): readonly Completion[] {
  const root = schemaOfText(context.text);
  const cursor = cursorAt(context.text, offset);
  const schema = root && schemaAt(root, cursor.path);
  if (schema === undefined) return [];
  if (cursor.key === undefined && knownMembers(schema).size > 0) return keysOf(schema, cursor);
  // Without a key, what is written is an item of a list.
  const value = cursor.key === undefined ? schema : memberSchema(schema, cursor.key);
  if (value === undefined) return [];
  return isExpression(value) ? namesOf(context, cursor) : valuesOf(value);
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

function namesOf(context: EditorContext, { path, before }: Cursor): readonly Completion[] {
  const [chain = ''] = /[A-Za-z_][\w.]*$/.exec(before.slice(-LONGEST)) ?? [];
  const steps = chain.split('.').slice(0, -1);
  const names = steps.reduce<Named['members'] | undefined>(
    (members, step) => members?.get(step)?.().members,
    namesAt(context, path),
  );
  return Array.from(names ?? [], ([label, describe]): Completion => {
    const { type, about } = describe();
    return { label, kind: 'name', detail: type, ...(about !== undefined && { about }) };
  });
}

/** Of a name in an expression, with what it is read from. */
const LONGEST = 256;
