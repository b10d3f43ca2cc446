// SPDX-License-Identifier: Apache-2.0
import { NAMESPACES } from './functions.ts';
import type { Names } from './names.ts';
import { named, type Members, type Named } from './named.ts';
import { localsAt, receiverType } from './probe.ts';
import type { Written } from './written.ts';

/** What a name is written behind the dot of: a name with what is said of it, or a value of some type. Undefined for what is a namespace of functions only. */
export function receiverOf(written: Written, { named: names, scope }: Names): Named | undefined {
  const { receiver = '' } = written;
  const found = /^\w+(?:\.\w+)*$/.test(receiver) ? follow(names, receiver.split('.')) : undefined;
  if (found !== undefined || NAMESPACES.includes(receiver)) return found;
  return named(receiverType(written.head, receiver, scope));
}

/** What can be named where an operand begins: the names of the expression, and what macros bind there. */
export function operandsAt(written: Written, { named: names, scope }: Names): Members {
  const locals = localsAt(written, scope).map(([name, type]): [string, () => Named] => [
    name,
    () => named(type, { about: 'bound by a macro around it' }),
  ]);
  return new Map([...locals, ...Array.from(names).filter(([name]) => !locals.some(([local]) => local === name))]);
}

function follow(names: Members, [first = '', ...more]: readonly string[]): Named | undefined {
  const found = names.get(first)?.();
  return found === undefined || more.length === 0 ? found : follow(found.members, more);
}
