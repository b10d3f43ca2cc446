// SPDX-License-Identifier: Apache-2.0
import type { AcrSettings } from '../settings.ts';
import type { Method } from './event.ts';

/** What the methods of a session come to. */
export interface Shown {
  readonly acr: string;
  /** The methods that show it, and no others: what is as old as they are, is no fresher for a weaker one. */
  readonly by: readonly Method[];
}

/** The first `acr` of the settings that the methods of the session show. */
export function shownBy(methods: readonly Method[], settings: readonly AcrSettings[]): Shown | undefined {
  for (const { acr, methods: wanted } of settings) {
    const by = methods.filter((method) => shows(method, wanted));
    if (by.length > 0) return { acr, by };
  }
  return undefined;
}

const shows = ({ name, type }: Method, wanted: readonly string[]): boolean =>
  wanted.includes(name) || (name === 'mfa' && type !== undefined && wanted.includes(type));

/** Whom to ask for what, to reach an `acr` (any, where a rule asks only for a fresh authentication): a factor the user has, or one to enrol. */
export interface Challenge {
  readonly call: 'authentication.challengeWith' | 'authentication.enrollWith';
  readonly factors: readonly string[];
}

/** Factors Auth0 lets nobody enrol on the way. */
const NOT_ENROLLABLE = ['email'];

/**
 * The one challenge that meets every step-up: `wanted` are the `acr`s they ask for, undefined where a fresh authentication will do. Undefined
 * where there is none; two different ones cannot be asked for in one run. `enrolled` are the user's factors, where the event tells them: only who is
 * told to have none is asked to enrol one.
 */
export function challengeFor(
  wanted: readonly (string | undefined)[],
  enrolled: readonly string[] | undefined,
  settings: readonly AcrSettings[],
): Challenge | undefined {
  const [acr, another] = new Set(wanted.filter((each) => each !== undefined));
  if (another !== undefined) return undefined;
  const rows = settings.filter((each) => acr === undefined || each.acr === acr);
  const factors = factorsOf(rows);
  const owned = enrolled === undefined ? factors : factors.filter((factor) => enrolled.includes(factor));
  if (owned.length > 0) return { call: 'authentication.challengeWith', factors: owned };
  // whoever has a factor could add one of their own choice without ever showing the one they have
  if (enrolled === undefined || enrolled.length > 0) return undefined;
  const open = factorsOf(rows.filter(({ canEnrol }) => canEnrol)).filter((factor) => !NOT_ENROLLABLE.includes(factor));
  return open.length === 0 ? undefined : { call: 'authentication.enrollWith', factors: open };
}

const factorsOf = (rows: readonly AcrSettings[]): readonly string[] => [...new Set(rows.flatMap((row) => row.factors))];
