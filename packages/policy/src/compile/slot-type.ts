// SPDX-License-Identifier: Apache-2.0
import type { SlotType } from '@assay/core/pdp';
import type { Type } from '../expression/types.ts';

/** What the run time checks of a value of this type when it reads it. */
export function slotTypeOf(type: Type): SlotType {
  switch (type.kind) {
    case 'string':
    case 'int':
    case 'double':
    case 'bool':
      return type.kind;
    case 'list':
      return LIST_TYPES[type.of.kind] ?? 'list';
    case 'map':
    case 'record':
      return 'map';
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
