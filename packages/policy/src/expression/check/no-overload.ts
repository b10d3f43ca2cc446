// SPDX-License-Identifier: Apache-2.0
import { didYouMean } from '../../diagnostics/near-match.ts';
import type { Range } from '../ast.ts';
import type { Env } from './env.ts';
import type { Declaration } from '../functions/declaration.ts';
import { DECLARATIONS, overloadsOf } from '../functions/table.ts';
import { LANGUAGE_MACROS, usageOf } from '../syntax/macros/table.ts';
import { typeName, type Type } from '../types.ts';

/** Reports a function there is not, called on a receiver or not; one that is called in another way says how. */
export function reportUnknown(name: string, receiver: boolean, range: Range, { scope, report }: Env): void {
  const isElsewhere = (scope.overloads ?? overloadsOf)(name, !receiver).length > 0;
  const macro = usageOf(name);
  const help = isElsewhere
    ? receiver
      ? `write \`${name}(value, ...)\``
      : `write \`value.${name}(...)\``
    : macro.length > 0
      ? `write ${macro.map((usage) => `\`${usage}\``).join(' or ')}`
      : didYouMean(name, namesOf(receiver));
  report('unknown-name', range, `there is no function \`${name}\``, help);
}

function namesOf(receiver: boolean): ReadonlySet<string> {
  const functions = DECLARATIONS.filter((declaration) => (declaration.receiver === true) === receiver);
  const macros = LANGUAGE_MACROS.filter(({ on }) => (on === 'value') === receiver);
  return new Set([...functions, ...macros].map(({ name }) => name));
}

/** A message names so many overloads, and counts the others. */
const MOST_SHOWN = 4;

/** What a call takes, and what it was given. */
export function mismatch(name: string, types: readonly Type[], declared: readonly Declaration[]): string {
  const found = types.map(typeName).join(' and ');
  if (name === '_==_' || name === '_!=_') return `${called(name)} compares values of one type: found ${found}`;
  // those that take one of the operands are what was meant
  const isNear = ({ params }: Declaration): boolean => params.some((param, i) => param.kind === types[i]?.kind);
  const near = declared.filter(isNear);
  const wanted = [
    ...new Set((near.length > 0 ? near : declared).map(({ params }) => params.map(typeName).join(' and '))),
  ];
  const others = wanted.length > MOST_SHOWN ? [`${wanted.length - MOST_SHOWN} others`] : [];
  return `${called(name)} takes ${[...wanted.slice(0, MOST_SHOWN), ...others].join(', or ')}: found ${found}`;
}

const ORDER = new Set(['_<_', '_<=_', '_>_', '_>=_']);

/** What those write who first compare versions or times. */
export function mismatchHelp(name: string, types: readonly Type[]): string | undefined {
  if (!ORDER.has(name) && name !== '_-_' && name !== '_==_' && name !== '_!=_') return undefined;
  const kinds = types.map((type) => (type.kind === 'opaque' ? type.name : type.kind));
  if (ORDER.has(name) && kinds.includes('semver')) return 'write `a.isGreaterThan(b)` or `a.isLessThan(b)`';
  if (kinds.includes('timestamp') && kinds.includes('int'))
    return 'seconds since 1970 become a timestamp by `timestamp(...)`';
  if (kinds.includes('timestamp') && kinds.includes('string')) return 'a text becomes a timestamp by `timestamp(...)`';
  return kinds.includes('duration') && kinds.includes('string')
    ? 'a text becomes a duration by `duration("10m")`'
    : undefined;
}

/** An operator or function as it is written. */
export function called(name: string): string {
  return `\`${name.replaceAll('_', '').replace('@', '') || name}\``;
}
