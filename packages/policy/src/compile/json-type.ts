// SPDX-License-Identifier: Apache-2.0
import type { Report } from '../expression/finding.ts';
import type { Typed } from '../expression/typed.ts';
import { typeName, type Type } from '../expression/types.ts';

/** Reports a value no claim can have, since JSON has none of its type; answers whether it can. */
export function reportNoJson(typed: Typed, report: Report): boolean {
  const wrong = notJson(typed.type);
  if (wrong === undefined) return true;
  const help = HELP[wrong.kind] ?? 'write a value made of strings, numbers, truths, lists and maps';
  report('wrong-type-in-expression', typed, `expected a value JSON has, found ${typeName(wrong)}`, help);
  return false;
}

/** The part of the type that has no JSON; undefined where all of it has. */
function notJson(type: Type): Type | undefined {
  switch (type.kind) {
    case 'list':
      return notJson(type.of);
    case 'map':
      return type.key.kind === 'string' || type.key.kind === 'dyn' ? notJson(type.value) : type;
    case 'uint':
    case 'bytes':
    case 'timestamp':
    case 'duration':
    case 'type':
    case 'optional':
    case 'opaque':
      return type;
    default:
      return undefined;
  }
}

const HELP: { readonly [K in Type['kind']]?: string } = {
  uint: 'write `int(...)`',
  bytes: 'write `base64.encode(...)`',
  timestamp: 'write `int(...)`, seconds since 1970, or `string(...)`',
  duration: 'write `.getSeconds()`, or `string(...)`',
  optional: 'write `.orValue(...)`, or a rule with `when: has(...)`',
  opaque: 'write `string(...)`',
  map: 'a map in JSON has strings as keys',
};
