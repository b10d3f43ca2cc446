// SPDX-License-Identifier: Apache-2.0
import type { Type } from '../types.ts';
import type { Declaration } from './declaration.ts';

/** An overload as it is called, with what it yields: `string.indexOf(string, int): int`. */
export function signatureOf({ name, receiver, params, result }: Declaration): string {
  const types = params.map(typeText);
  const call = receiver ? `${types[0]}.${name}(${types.slice(1).join(', ')})` : `${name}(${types.join(', ')})`;
  return `${call}: ${typeText(result)}`;
}

/** Whether a function has a name that is written; operators, and what macros are made of, have none. */
export const isWritten = ({ name }: Pick<Declaration, 'name'>): boolean => /^[a-z][\w.]*$/i.test(name);

/** The type with all it is made of, which people who look for a function want to know: `map<string, list<string>>`. */
function typeText(type: Type): string {
  switch (type.kind) {
    case 'param':
    case 'opaque':
      return type.name;
    case 'map':
      return `map<${typeText(type.key)}, ${typeText(type.value)}>`;
    case 'list':
    case 'optional':
    case 'type':
      return `${type.kind}<${typeText(type.of)}>`;
    default:
      return type.kind;
  }
}
