// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@assay/core/log';
import { isObject, type AuthorizationDetail, type Json } from '@assay/core/model';
import type { Contents, TokenContents } from './contents.ts';

/** What can be more or less of a token. */
export type ChangeKind =
  | 'token'
  | 'mode'
  | 'audience'
  | 'scope'
  | 'claim'
  | 'authorization_detail'
  | 'group'
  | 'role'
  | 'lifetime'
  | 'obligation';

/** One thing that is not as it was. */
export interface Change {
  readonly kind: ChangeKind | 'member';
  /** Which one: a scope, `access_token tenant`, the type of an authorization detail. */
  readonly item: string;
  /** `more`: a token holds what it did not, or asks for less; `less`: the other way; `differs`: of a member of a record. */
  readonly direction: 'more' | 'less' | 'differs';
}

/**
 * What turns `before` into `after`. A claim whose value is another one is `more`, since the token says what it did not; but a list that only lost items is `less`. An
 * obligation that falls away is `more`, and so is a decision that is only observed from now on.
 */
export function changesBetween(before: Contents, after: Contents): readonly Change[] {
  const changes: Change[] = [];
  const add = (kind: ChangeKind, item: string, isMore: boolean): void =>
    void changes.push({ kind, item, direction: isMore ? 'more' : 'less' });
  const names = (kind: ChangeKind, old: readonly string[], now: readonly string[]): void => {
    for (const name of new Set(now)) if (!old.includes(name)) add(kind, name, true);
    for (const name of new Set(old)) if (!now.includes(name)) add(kind, name, false);
  };
  if (before.isPermitted !== after.isPermitted) add('token', 'issued', after.isPermitted);
  if (before.mode !== after.mode) add('mode', 'observe', after.mode === 'observe');
  names('audience', before.audiences, after.audiences);
  names('scope', before.scopes, after.scopes);
  names('group', before.groups, after.groups);
  names('role', before.roles, after.roles);
  if (before.isPermitted && after.isPermitted) {
    // fewer obligations are more
    for (const { item, direction } of obligationChanges(before, after)) add('obligation', item, direction === 'less');
  }
  changes.push(...detailChanges(before.details, after.details), ...tokenChanges(before.tokens, after.tokens));
  return changes;
}

function obligationChanges({ obligations: old }: Contents, { obligations: now }: Contents): readonly Change[] {
  const typeOf = (obligation: string): string => obligation.slice(0, obligation.indexOf(' '));
  const change = (obligation: string, direction: 'more' | 'less'): Change => ({
    kind: 'obligation',
    item: typeOf(obligation),
    direction,
  });
  return [
    ...now.filter((each) => !old.includes(each)).map((each) => change(each, 'more')),
    ...old.filter((each) => !now.includes(each)).map((each) => change(each, 'less')),
  ];
}

/** By the text of each element: one that grants no more than one that went is only `less`. */
function detailChanges(old: readonly AuthorizationDetail[], now: readonly AuthorizationDetail[]): readonly Change[] {
  const known = new Set(old.map(canonicalJson));
  const kept = new Set(now.map(canonicalJson));
  const gone = old.filter((detail) => !kept.has(canonicalJson(detail)));
  const come = now.filter((detail) => !known.has(canonicalJson(detail)));
  const replaced = new Set<AuthorizationDetail>();
  const more = come.filter((detail) => {
    const wider = gone.find((each) => !replaced.has(each) && isAtMost(detail as Json, each as Json)); // sound: an authorization detail is JSON, here and below
    if (wider !== undefined) replaced.add(wider);
    return wider === undefined;
  });
  const less = gone.filter((detail) => !more.some((each) => isAtMost(detail as Json, each as Json)));
  const change =
    (direction: Change['direction']) =>
    ({ type }: AuthorizationDetail): Change => ({
      kind: 'authorization_detail',
      item: type,
      direction,
    });
  return [...more.map(change('more')), ...less.map(change('less'))];
}

/** Whether `a` says no more than `b`: the same, a part of its list, or a lesser number, all the way down. */
function isAtMost(a: Json, b: Json): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a <= b;
  if (Array.isArray(a) && Array.isArray(b)) return isPart(a, b);
  if (!isObject(a) || !isObject(b)) return a === b;
  // a member that is absent may allow anything, so both have to have the same
  const members = Object.keys(b);
  return (
    Object.keys(a).length === members.length &&
    members.every((name) => Object.hasOwn(a, name) && isAtMost(a[name] as Json, b[name] as Json)) // sound: members of JSON are JSON
  );
}

function isPart(a: readonly Json[], b: readonly Json[]): boolean {
  const texts = new Set(b.map((item) => canonicalJson(item)));
  return a.every((item) => texts.has(canonicalJson(item)));
}

function tokenChanges(old: readonly TokenContents[], now: readonly TokenContents[]): readonly Change[] {
  const tokens = new Set([...old, ...now].map(({ token }) => token));
  return [...tokens].flatMap((token) => {
    const before = old.find((of) => of.token === token);
    const after = now.find((of) => of.token === token);
    return [
      ...claimChanges(token, before?.claims ?? {}, after?.claims ?? {}),
      ...(before && after ? lifetimeChanges(before, after) : []),
    ];
  });
}

type Claims = TokenContents['claims'];

function claimChanges(token: string, old: Claims, now: Claims): readonly Change[] {
  const names = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...names].flatMap((name): readonly Change[] => {
    const before = Object.hasOwn(old, name) ? old[name] : undefined;
    const after = Object.hasOwn(now, name) ? now[name] : undefined;
    const item = `${token} ${name}`;
    if (after === undefined) return before === undefined ? [] : [{ kind: 'claim', item, direction: 'less' }];
    if (before === undefined) return [{ kind: 'claim', item, direction: 'more' }];
    if (canonicalJson(before) === canonicalJson(after)) return [];
    const isLess =
      Array.isArray(before) && Array.isArray(after) && after.length < before.length && isPart(after, before);
    return [{ kind: 'claim', item, direction: isLess ? 'less' : 'more' }];
  });
}

/** A lifetime nobody tells is as long as can be. */
function lifetimeChanges(before: TokenContents, after: TokenContents): readonly Change[] {
  const { lifetimeSeconds: old = Infinity } = before;
  const { lifetimeSeconds: now = Infinity } = after;
  return old === now ? [] : [{ kind: 'lifetime', item: after.token, direction: now > old ? 'more' : 'less' }];
}
