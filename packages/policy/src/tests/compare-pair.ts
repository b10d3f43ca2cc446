// SPDX-License-Identifier: Apache-2.0
import { TOKEN_TYPES, type Json, type JsonObject, type TokenType } from '@assay/core/model';
import { differingParts, sameJson, type ItemsOf, type Mismatch } from './mismatch.ts';
import type { ByToken } from './test-case.ts';
import type { TokenView } from './token-view.ts';

/** What of the difference between two tokens is not as `differs` says; nothing, where the test passes. */
export function comparePair(differs: JsonObject, before: TokenView, after: TokenView): readonly Mismatch[] {
  return differingParts(filled(sorted(differs)), filled(differenceOf(before, after)), 'differs').flatMap((entry) => {
    const kind = KINDS[entry.about.split('/')[1] ?? ''];
    const { about, expected = [], found = [] } = entry;
    if (!kind) return [entry];
    if (!isNames(expected) || !isNames(found)) return [{ ...entry, items: { kind } }];
    return [
      ...expected
        .filter((name) => !found.includes(name))
        .map((name) => ({ about, expected: name, items: { kind, names: [name] } })),
      ...found
        .filter((name) => !expected.includes(name))
        .map((name) => ({ about, found: name, items: { kind, names: [name] } })),
    ];
  });
}

const SETS = ['scopes', 'audiences', 'groups', 'roles', 'obligations'] as const;

/** The difference with the empty lists it is written without: each name that is missing or too much is then told by itself. */
function filled(difference: JsonObject): JsonObject {
  const sets = SETS.map(
    (part) => [part, { lost: [], gained: [], ...(difference[part] as JsonObject | undefined) }] as const,
  ); // sound: the shape has a map there
  return difference['outcome'] === undefined ? { ...difference, ...Object.fromEntries(sets) } : difference;
}

function isNames(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

const KINDS: { readonly [part: string]: ItemsOf['kind'] } = {
  outcome: 'gate',
  scopes: 'scope',
  obligations: 'scope',
  groups: 'group',
  roles: 'role',
  claims: 'claim',
  removed_claims: 'claim',
  untouched_claims: 'claim',
  lifetimes: 'lifetime',
  authorization_details: 'detail',
};

/** How the token after differs from the one before, as `differs` is written; without what is the same. Where one of them is none, that is the whole difference. */
export function differenceOf(before: TokenView, after: TokenView): JsonObject {
  if (before.outcome !== after.outcome) return { outcome: after.outcome };
  const sets = SETS.flatMap((part) => {
    const difference = lostGained(before[part], after[part]);
    return difference ? [[part, difference] as const] : [];
  });
  const details = after.authorizationDetails;
  return {
    ...Object.fromEntries(sets),
    ...some(
      'claims',
      byToken((token) => changedClaims(before.claims[token] ?? {}, after.claims[token] ?? {})),
    ),
    ...some(
      'removed_claims',
      byToken((token) => newly(before.removedClaims[token], after.removedClaims[token])),
    ),
    ...some(
      'untouched_claims',
      byToken((token) => newly(touched(after, token), touched(before, token))),
    ),
    ...some(
      'lifetimes',
      byToken((token) => changedLimit(before.lifetimes[token], after.lifetimes[token])),
    ),
    ...(sameJson(before.authorizationDetails, details) ? {} : { authorization_details: details }),
  };
}

function lostGained(before: readonly string[], after: readonly string[]): JsonObject | undefined {
  const lost = newly(after, before);
  const gained = newly(before, after);
  return lost || gained ? { ...(lost && { lost }), ...(gained && { gained }) } : undefined;
}

/** The names only the second list has, sorted; undefined where there are none. */
function newly(first: readonly string[] = [], second: readonly string[] = []): readonly string[] | undefined {
  const names = second.filter((name) => !first.includes(name));
  return names.length > 0 ? names.toSorted() : undefined;
}

function changedClaims(before: JsonObject, after: JsonObject): JsonObject | undefined {
  const changed = Object.entries(after).filter(([claim, value]) => !sameJson(before[claim], value));
  return changed.length > 0 ? Object.fromEntries(changed) : undefined;
}

function touched({ claims, removedClaims }: TokenView, token: TokenType): readonly string[] {
  return [...Object.keys(claims[token] ?? {}), ...(removedClaims[token] ?? [])];
}

function changedLimit(before: number | undefined, after: number | undefined): Json | undefined {
  return before === after ? undefined : (after ?? 'unlimited');
}

function byToken(read: (token: TokenType) => Json | undefined): ByToken<Json> {
  const found: { [K in TokenType]?: Json } = {};
  for (const token of TOKEN_TYPES) {
    const value = read(token);
    if (value !== undefined) found[token] = value;
  }
  return found;
}

function some(name: string, members: ByToken<Json>): JsonObject {
  return Object.keys(members).length === 0 ? {} : { [name]: members };
}

/** The lists of names in the order in which they are compared: any order means the same. */
function sorted(differs: JsonObject): JsonObject {
  const inOrder = (value: Json): Json => {
    if (Array.isArray(value)) {
      const items = value as readonly Json[]; // sound: a list of JSON
      return items.every((item) => typeof item === 'string') ? items.toSorted() : items;
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inOrder(member)]));
  };
  return Object.fromEntries(
    Object.entries(differs).map(([name, value]) => [
      name,
      name === 'claims' || name === 'authorization_details' ? value : inOrder(value),
    ]),
  );
}
