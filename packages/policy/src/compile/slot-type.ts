// SPDX-License-Identifier: Apache-2.0
import type { SlotType } from '@assay/core/pdp';
import type { RecordType, Type } from '../expression/types.ts';

/** What the run time checks of a value of this type when it reads it: all that is known of it, at any depth, so that no part of it is what its type does not say. */
export function slotTypeOf(type: Type): SlotType {
  switch (type.kind) {
    case 'string':
    case 'int':
    case 'double':
    case 'bool':
    case 'null':
      return type.kind;
    case 'list':
      return LIST_TYPES[type.of.kind] ?? structured('list', slotTypeOf(type.of));
    case 'map':
      return structured('map', slotTypeOf(type.value));
    case 'record':
      return recordType(type);
    default:
      return 'dyn';
  }
}

const LIST_TYPES: { readonly [K in Type['kind']]?: SlotType } = {
  string: 'strings',
  int: 'ints',
  double: 'doubles',
  bool: 'bools',
};

const structured = (structure: 'list' | 'map', of: SlotType): SlotType => (of === 'dyn' ? structure : [structure, of]);

function recordType({ members, closed }: RecordType): SlotType {
  const types = [...members].map(([name, member]) => [name, slotTypeOf(member.type)] as const);
  if (closed) return ['closed', Object.fromEntries(types)];
  const checked = types.filter(([, type]) => type !== 'dyn');
  return checked.length > 0 ? ['record', Object.fromEntries(checked)] : 'map';
}
