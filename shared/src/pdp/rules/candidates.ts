// SPDX-License-Identifier: Apache-2.0
import type { CompiledRule } from './compiled-rule.ts';

/** The rules of one item (a scope, a gate, ...) that may concern a request, sorted by what they do. */
export interface Candidates {
  /** In the order of the policy: denials, and everything that permits, sets, removes or limits. */
  readonly denials: readonly CompiledRule[];
  readonly others: readonly CompiledRule[];
  /** Of a scope: who may request it, and what of it needs consent; most have neither. */
  readonly requests: readonly CompiledRule[];
  readonly consents: readonly CompiledRule[];
  /** What a request is put down to that no rule lets anybody make; rules for other clients restrict too. */
  readonly nearestRequest: CompiledRule | undefined;
  /** Whether any of the others asks for something: then all of them are evaluated. */
  readonly isDemanding: boolean;
  /** What a refusal is put down to where nothing permits: the first rule that could have, if need be one for other clients. */
  readonly nearest: CompiledRule | undefined;
  readonly sources: readonly string[];
  /** The rules for every client: an explanation speaks of them too. */
  readonly all: readonly CompiledRule[];
}

/** Sorts the rules of one item for one client, given by its place in the string pool. */
export function sortCandidates(all: readonly CompiledRule[], client: number): Candidates {
  const concerned = all.filter(({ clients }) => clients === undefined || clients.includes(client));
  const others = concerned.filter(isOther);
  const requests = concerned.filter(({ effect }) => effect === 'request');
  return {
    denials: concerned.filter(({ effect }) => effect === 'deny'),
    others,
    requests,
    consents: concerned.filter(({ effect }) => effect === 'consent'),
    nearestRequest: requests[0] ?? all.find(({ effect }) => effect === 'request'),
    isDemanding: others.some((rule) => rule.isDemanding),
    nearest: others[0] ?? all.find(isOther),
    sources: [...new Set(concerned.flatMap((rule) => rule.sources))],
    all,
  };
}

const isOther = ({ effect }: CompiledRule): boolean =>
  effect !== 'deny' && effect !== 'request' && effect !== 'consent';
