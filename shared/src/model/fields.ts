// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../errors/index.ts';
import { isObject, own, type Json, type JsonObject } from './json.ts';
import { pointerStep } from './trail.ts';

/**
 * Reads the members of an untrusted object, one by one, each checked. What is missing or of a wrong type becomes a problem, and an empty
 * value stands in for it: look at the problems before using what was read. Own members only; null counts as absent.
 */
export interface Fields {
  text(name: string): string;
  textOr<T>(name: string, otherwise: T): string | T;
  texts(name: string): readonly string[];
  textsOr<T>(name: string, otherwise: T): readonly string[] | T;
  integerOr<T>(name: string, otherwise: T): number | T;
  oneOf<T extends string>(name: string, allowed: readonly T[]): T;
  manyOf<T extends string>(name: string, allowed: readonly T[]): readonly T[];
  objectOr<T>(name: string, otherwise: T): JsonObject | T;
  /** The members of the object `name`; of an empty one where it is absent. */
  inner(name: string): Fields;
  /** The members of each object in the list `name`; an absent list is empty. */
  each<T>(name: string, read: (fields: Fields, item: JsonObject) => T): readonly T[];
  has(name: string): boolean;
}

/** Reads the members of `value`, whose place is `path`; problems are added to `problems`. The value must be within bounds already, see `outOfBounds`. */
export function fieldsOf(value: unknown, path: string, problems: Problem[]): Fields {
  if (!isObject(value)) problems.push({ path, message: `expected an object, found ${kindOf(value)}` });
  const at = (name: string): string => `${path}/${pointerStep(name)}`;
  const wrong = (name: string, expected: string, found: unknown): void =>
    void problems.push({ path: at(name), message: `expected ${expected}, found ${kindOf(found)}` });
  const member = (name: string): unknown => own(value, name) ?? undefined;

  /** The member if it passes `is`; a problem and `otherwise` if it does not; `otherwise` alone where it may be absent. */
  const read = <T, U>(
    name: string,
    is: (found: unknown) => found is T,
    expected: string,
    otherwise: U,
    isRequired: boolean,
  ): T | U => {
    const found = member(name);
    if (found !== undefined && is(found)) return found;
    if (found !== undefined || (isRequired && isObject(value))) wrong(name, expected, found);
    return otherwise;
  };

  const fields: Fields = {
    text: (name) => read(name, isText, 'a string', '', true),
    textOr: (name, otherwise) => read(name, isText, 'a string', otherwise, false),
    texts: (name) => read(name, isTexts, 'a list of strings', [], true),
    textsOr: (name, otherwise) => read(name, isTexts, 'a list of strings', otherwise, false),
    integerOr: (name, otherwise) => read(name, isInteger, 'an integer', otherwise, false),
    oneOf: (name, allowed) => read(name, isOneOf(allowed), `one of ${allowed.join(', ')}`, allowed[0]!, true), // sound: never called with an empty list
    manyOf: (name, allowed) => read(name, isListOf(isOneOf(allowed)), `a list of ${allowed.join(', ')}`, [], true),
    objectOr: (name, otherwise) => read(name, isJsonObject, 'an object', otherwise, false),
    inner: (name) => fieldsOf(member(name) ?? {}, at(name), problems),
    each: (name, visit) =>
      read(name, isList, 'a list', [], false).map((item, i) =>
        visit(fieldsOf(item, `${at(name)}/${i}`, problems), isJsonObject(item) ? item : {}),
      ),
    has: (name) => member(name) !== undefined,
  };
  return fields;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isInteger = (value: unknown): value is number => Number.isSafeInteger(value);
const isList = (value: unknown): value is readonly Json[] => Array.isArray(value);
// sound: the whole value came out of a JSON parser, within bounds
const isJsonObject = (value: unknown): value is JsonObject => isObject(value);
const isTexts = (value: unknown): value is readonly string[] => isList(value) && value.every(isText);
const isListOf =
  <T>(is: (value: unknown) => value is T) =>
  (value: unknown): value is readonly T[] =>
    isList(value) && value.every((item) => is(item));
const isOneOf =
  <T extends string>(allowed: readonly T[]) =>
  (value: unknown): value is T =>
    allowed.some((name) => name === value);

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
