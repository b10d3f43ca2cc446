// SPDX-License-Identifier: Apache-2.0
import { keyType, valueType } from '../expression/check/infer.ts';
import { isMap, type Type } from '../expression/types.ts';

/**
 * How a value has to be changed where it moves from a place of one type to a place of another: at run time an int of known type is a number,
 * and in a place of type dyn a bigint, since numbers there are doubles. A code says where in the value the ints are: `i` here, `l` in the items of a
 * list, `m` in the keys and values of a map, `o` in an optional value, `*` nowhere. Undefined: nothing to do.
 */
export interface Representation {
  /** What becomes a value of unknown type. */
  readonly wide?: string;
  /** What becomes a value of known type. */
  readonly as?: string;
}

/** The change a value of type `from` needs to stand where `to` is expected. */
export function representation(from: Type, to: Type): Representation {
  const wide = code(from, to, (a, b) => a.kind === 'int' && b.kind === 'dyn');
  const as = code(from, to, (a, b) => a.kind === 'dyn' && b.kind === 'int');
  return { ...(wide !== NOTHING && { wide }), ...(as !== NOTHING && { as }) };
}

const NOTHING = '*';

/** The code of one direction; `changes` tells it from the other. A type that the other side knows nothing of is compared with dyn all the way down. */
function code(from: Type, to: Type, changes: (from: Type, to: Type) => boolean): string {
  if (from === to) return NOTHING;
  if (changes(from, to)) return 'i';
  const shape = from.kind === 'dyn' ? to : from;
  const [a, b] = [partsOf(from, shape), partsOf(to, shape)];
  const parts = a.map((part, i) => code(part, b[i] ?? part, changes));
  return parts.every((part) => part === NOTHING) ? NOTHING : `${LETTERS[shape.kind]}${parts.join('')}`;
}

const LETTERS: { readonly [K in Type['kind']]?: string } = { list: 'l', map: 'm', record: 'm', optional: 'o' };

/** The types of what is in a value of the shape, as `type` knows them. */
function partsOf(type: Type, shape: Type): readonly Type[] {
  const isUnknown = type.kind === 'dyn';
  if (shape.kind === 'list') return [type.kind === 'list' ? type.of : type];
  if (shape.kind === 'optional') return [type.kind === 'optional' ? type.of : type];
  // the members of a record are JSON as it came: to read one gives it its type
  if (shape.kind === 'map')
    return isUnknown ? [type, type] : isMap(type) && type.kind === 'map' ? [keyType(type), valueType(type)] : [];
  return [];
}

/** The letter run-time kinds know a type by, its inner types behind it. */
export function kindCode(type: Type): string {
  switch (type.kind) {
    case 'list':
    case 'optional':
      return (type.kind === 'list' ? 'l' : 'o') + kindCode(type.of);
    case 'map':
      return `m${kindCode(type.key)}${kindCode(type.value)}`;
    case 'record':
      return 'm**';
    default:
      return KIND_LETTERS[type.kind] ?? '*';
  }
}

const KIND_LETTERS: { readonly [K in Type['kind']]?: string } = {
  bool: 'b',
  string: 's',
  int: 'i',
  uint: 'u',
  double: 'd',
  bytes: 'y',
  null: 'n',
  timestamp: 't',
  duration: 'r',
  type: 'T',
  opaque: 'q',
};
