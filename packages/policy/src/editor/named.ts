// SPDX-License-Identifier: Apache-2.0
import { DYN, typeName, type Type } from '../expression/types.ts';

/** Something an expression can name, as it is shown. */
export interface Named {
  readonly of: Type;
  /** Its type as people read it. */
  readonly type: string;
  readonly about?: string;
  readonly members: Members;
}

/** What can be named, each described when it is asked for. */
export type Members = ReadonlyMap<string, () => Named>;

export interface NamedOptions {
  readonly about?: string;
  /** It may be absent. */
  readonly optional?: boolean;
  /** What is said of its members too. */
  readonly origin?: string;
}

/** A value of type `type`, with its members. */
export function named(type: Type, { about, optional, origin }: NamedOptions = {}): Named {
  const said = [about, origin, optional ? 'may be absent: `has(...)` asks' : undefined].filter(
    (part) => part !== undefined,
  );
  return {
    of: type,
    type: typeText(type),
    ...(said.length > 0 && { about: said.join('; ') }),
    members: membersOf(type, origin),
  };
}

/** A name that is no value of its own: a place for several. */
export function namespaceOf(members: Members, about?: string): Named {
  const of: Type = { kind: 'record', members: new Map(), open: false, namespace: true };
  return { of, type: typeName(of), ...(about !== undefined && { about }), members };
}

function membersOf(type: Type, origin: string | undefined): Members {
  // a member of an optional value is read as one of the value
  if (type.kind === 'optional') return membersOf(type.of, origin);
  if (type.kind !== 'record') return new Map();
  return new Map(
    Array.from(type.members, ([name, member]): [string, () => Named] => [
      name,
      () => named(member.type, { optional: member.optional, ...(origin !== undefined && { origin }) }),
    ]),
  );
}

function typeText(type: Type): string {
  if (type.kind === 'string' && type.values) return type.values.map((value) => JSON.stringify(value)).join(' | ');
  // what has a mistake is told where the mistake is
  return typeName(type.kind === 'error' ? DYN : type);
}
