// SPDX-License-Identifier: Apache-2.0

/**
 * A static type. `dyn` is any value, checked at run time; `error` stands for a part already reported, and silences what follows from it;
 * `param` is a type parameter of an overload, and `free` one that the checker has yet to find (by number).
 */
export type Type =
  | { readonly kind: SimpleKind | 'dyn' | 'error' }
  | { readonly kind: 'string'; readonly values?: readonly string[] }
  | { readonly kind: 'list'; readonly of: Type; readonly maxItems?: number }
  | { readonly kind: 'map'; readonly key: Type; readonly value: Type }
  | { readonly kind: 'optional'; readonly of: Type }
  /** The type of types: `type(1)` is of type `type(int)`. */
  | { readonly kind: 'type'; readonly of: Type }
  /** A type with no structure of its own, by name: `net.IP`; a protocol buffer message where a name of one is written. */
  | { readonly kind: 'opaque'; readonly name: string; readonly of?: readonly Type[] }
  | RecordType
  | { readonly kind: 'param'; readonly name: string }
  | { readonly kind: 'free'; readonly id: number };

type SimpleKind = 'int' | 'uint' | 'double' | 'bool' | 'bytes' | 'null' | 'timestamp' | 'duration';

/** A map whose members are known by name. One that is `open` may have others, of type dyn; one that is `closed` is refused at run time where it has. */
export interface RecordType {
  readonly kind: 'record';
  readonly members: ReadonlyMap<string, Member>;
  readonly open: boolean;
  readonly closed?: true;
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
export const UINT: Type = { kind: 'uint' };
export const DOUBLE: Type = { kind: 'double' };
export const BOOL: Type = { kind: 'bool' };
export const BYTES: Type = { kind: 'bytes' };
export const NULL: Type = { kind: 'null' };
export const TIMESTAMP: Type = { kind: 'timestamp' };
export const DURATION: Type = { kind: 'duration' };
export const DYN: Type = { kind: 'dyn' };
export const ERROR: Type = { kind: 'error' };
export const STRING: Type = { kind: 'string' };
export const listOf = (of: Type): Type => ({ kind: 'list', of });
export const mapOf = (key: Type, value: Type): Type => ({ kind: 'map', key, value });
export const optionalOf = (of: Type): Type => ({ kind: 'optional', of });
export const typeType = (of: Type): Type => ({ kind: 'type', of });
export const opaque = (name: string): Type => ({ kind: 'opaque', name });
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
    case 'optional':
      return `optional<${typeName(type.of)}>`;
    case 'type':
      return 'type';
    case 'opaque':
      return type.name;
    case 'param':
    case 'free':
      return 'any';
    case 'dyn':
      return 'value of unknown type';
    default:
      return type.kind;
  }
}

export type MapType = Extract<Type, { kind: 'map' | 'record' }>;
export const isMap = (type: Type): type is MapType => type.kind === 'map' || type.kind === 'record';
