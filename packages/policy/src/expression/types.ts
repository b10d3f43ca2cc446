// SPDX-License-Identifier: Apache-2.0

/** A static type. `dyn` is any value, checked at run time; `error` stands for a part already reported, and silences what follows from it. */
export type Type =
  | { readonly kind: 'int' | 'double' | 'bool' | 'null' | 'dyn' | 'error' }
  | { readonly kind: 'string'; readonly values?: readonly string[] }
  | { readonly kind: 'list'; readonly of: Type }
  | { readonly kind: 'map'; readonly value: Type }
  | RecordType
  | { readonly kind: 'param'; readonly name: string };

/** A map whose members are known by name. One that is `open` may have others, of type dyn. */
export interface RecordType {
  readonly kind: 'record';
  readonly members: ReadonlyMap<string, Member>;
  readonly open: boolean;
  /** A built-in input that is not one value but a place for several. */
  readonly namespace?: true;
}

export interface Member {
  readonly type: Type;
  readonly optional: boolean;
  /** Where it stands, from the root, when not under its own name below its record. */
  readonly path?: readonly string[];
}

export const INT: Type = { kind: 'int' };
export const DOUBLE: Type = { kind: 'double' };
export const BOOL: Type = { kind: 'bool' };
export const NULL: Type = { kind: 'null' };
export const DYN: Type = { kind: 'dyn' };
export const ERROR: Type = { kind: 'error' };
export const STRING: Type = { kind: 'string' };
export const listOf = (of: Type): Type => ({ kind: 'list', of });
/** A map from strings, the only keys JSON has. */
export const mapOf = (value: Type): Type => ({ kind: 'map', value });
export const param = (name: string): Type => ({ kind: 'param', name });
export const oneOf = (values: readonly string[]): Type => ({ kind: 'string', values });

/** The type as a person reads it: `list<string>`. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case 'list':
      return type.of.kind === 'dyn' ? 'list' : `list<${typeName(type.of)}>`;
    case 'map':
    case 'record':
      return 'map';
    case 'param':
      return 'any';
    case 'dyn':
      return 'value of unknown type';
    default:
      return type.kind;
  }
}

/** The types given to the parameters of one overload. */
export type Bindings = Map<string, Type>;

/**
 * Whether a value of type `actual` fits where `wanted` is expected, binding its type parameters. `dyn` fits everywhere: the run time checks it.
 */
export function fits(actual: Type, wanted: Type, bindings: Bindings): boolean {
  if (actual.kind === 'error' || wanted.kind === 'error' || wanted.kind === 'dyn') return true;
  if (wanted.kind === 'param') {
    const bound = bindings.get(wanted.name);
    if (bound === undefined || bound.kind === 'dyn') {
      bindings.set(wanted.name, bound ?? widened(actual));
      return true;
    }
    return fits(actual, bound, bindings);
  }
  if (actual.kind === 'dyn') return true;
  if (actual.kind === 'list' && wanted.kind === 'list') return fits(actual.of, wanted.of, bindings);
  if (isMap(actual) && isMap(wanted)) return fits(memberType(actual), memberType(wanted), bindings);
  return actual.kind === wanted.kind;
}

/** The type with its parameters replaced by what they are bound to. */
export function substitute(type: Type, bindings: Bindings): Type {
  if (type.kind === 'param') return bindings.get(type.name) ?? DYN;
  if (type.kind === 'list') return listOf(substitute(type.of, bindings));
  if (type.kind === 'map') return mapOf(substitute(type.value, bindings));
  return type;
}

/** The type of a value that is of either type. */
export function join(a: Type, b: Type): Type {
  if (a.kind === 'error' || b.kind === 'error') return ERROR;
  if (a.kind === 'string' && b.kind === 'string') {
    return a.values && b.values ? oneOf([...new Set([...a.values, ...b.values])]) : STRING;
  }
  if (a.kind === 'list' && b.kind === 'list') return listOf(join(a.of, b.of));
  if (isMap(a) && isMap(b)) return a === b ? a : mapOf(join(memberType(a), memberType(b)));
  return a.kind === b.kind && a.kind !== 'param' ? a : DYN;
}

type MapType = Extract<Type, { kind: 'map' | 'record' }>;

export const isMap = (type: Type): type is MapType => type.kind === 'map' || type.kind === 'record';

/** The type of any member of a map. */
export function memberType(type: MapType): Type {
  if (type.kind === 'map') return type.value;
  if (type.open || type.members.size === 0) return DYN;
  return [...type.members.values()].map((member) => member.type).reduce(join);
}

/** An overload speaks of strings, not of the few a schema allows. */
const widened = (type: Type): Type => (type.kind === 'string' ? STRING : type);
