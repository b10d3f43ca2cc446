// SPDX-License-Identifier: Apache-2.0
import { quote } from '../diagnostics/quote.ts';
import type { Range } from '../expression/ast.ts';
import { keyOf } from '../expression/check/select.ts';
import { constantOf, type Typed } from '../expression/typed.ts';
import { literalList } from './lower-literal.ts';

/** The only values some inputs can have for a condition to hold, by the names of the inputs. */
export type Domain = ReadonlyMap<string, ReadonlySet<string>>;

/** Why a condition can never hold, and which part of it says so. */
export interface Never {
  readonly at: Range;
  readonly message: string;
}

export type Possible = { readonly domain: Domain } | { readonly never: Never };

const ANY: Domain = new Map();

/**
 * What literals alone say about when a condition holds: comparisons of an input with literals, joined by `&&` and `||`.
 * Sound but not complete: a condition it calls impossible is; others may be as well.
 */
export function possible(typed: Typed): Possible {
  if (typed.kind === 'literal')
    return constantOf(typed) === false ? { never: { at: typed, message: 'this is never true' } } : { domain: ANY };
  if (typed.kind !== 'apply') return { domain: ANY };
  switch (typed.op) {
    case 'and':
      return typed.args.reduce<Possible>(
        (all, part) => ('never' in all ? all : within(all.domain, possible(part), part)),
        { domain: ANY },
      );
    case 'or':
      return either(typed.args.map(possible), typed);
    case 'if':
      return conditional(typed.args.slice(1).map(possible), typed);
    case 'eq':
    case 'in_list': {
      const compared = comparison(typed);
      return { domain: compared ? new Map([[compared.name, new Set(compared.values)]]) : ANY };
    }
    default:
      return { domain: ANY };
  }
}

/** The input and the literals of `name == "x"`, `"x" == name` or `name in ["x", "y"]`. */
export function comparison(typed: Typed): { readonly name: string; readonly values: readonly string[] } | undefined {
  if (typed.kind !== 'apply') return undefined;
  const [left, right] = typed.args;
  if (!left || !right) return undefined;
  if (typed.op === 'eq') return comparedWith(left, [right]) ?? comparedWith(right, [left]);
  return typed.op === 'in_list' && right.kind === 'list' ? comparedWith(left, right.items) : undefined;
}

function comparedWith(
  input: Typed,
  literals: readonly Typed[],
): { readonly name: string; readonly values: readonly string[] } | undefined {
  const name = input.kind === 'read' ? keyOf(input) : undefined;
  const values = literalList(literals)?.filter((value) => typeof value === 'string');
  return name !== undefined && values && values.length === literals.length ? { name, values } : undefined;
}

/** What holds in `domain` and under `more`, which `part` asks for. */
export function within(domain: Domain, more: Possible, part: Range): Possible {
  if ('never' in more) return more;
  const joined = new Map(domain);
  for (const [name, values] of more.domain) {
    const before = joined.get(name);
    const left = before ? new Set([...values].filter((value) => before.has(value))) : values;
    if (before && left.size === 0) {
      return { never: { at: part, message: `\`${name}\` cannot be ${some(values)} here: it is ${some(before)}` } };
    }
    joined.set(name, left);
  }
  return { domain: joined };
}

/**
 * A conditional says nothing of its inputs: where its test is an error so is the whole, and a denial then applies to inputs that neither side
 * speaks of.
 */
function conditional(sides: readonly Possible[], whole: Range): Possible {
  const all = either(sides, whole);
  return 'never' in all ? all : { domain: ANY };
}

function either(parts: readonly Possible[], whole: Range): Possible {
  const domains = parts.flatMap((part) => ('domain' in part ? [part.domain] : []));
  const [first, ...rest] = domains;
  if (first === undefined) return { never: { at: whole, message: 'no side of it can be true' } };
  const names = [...first.keys()].filter((name) => rest.every((domain) => domain.has(name)));
  return {
    domain: new Map(names.map((name) => [name, new Set(domains.flatMap((domain) => [...(domain.get(name) ?? [])]))])),
  };
}

function some(values: ReadonlySet<string>): string {
  const [first = '', ...rest] = values;
  if (rest.length > 1) return `${quote(first)} or ${rest.length} others`;
  return [first, ...rest].map(quote).join(' or ');
}
