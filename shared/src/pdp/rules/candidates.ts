// SPDX-License-Identifier: Apache-2.0
import type { CompiledRule } from './compiled-rule.ts';

/** The rules of one item (a scope, a gate, ...) that may concern a client, sorted by what they do. */
export interface Candidates {
  /** In the order of the policy: denials, and everything else. */
  readonly denials: readonly CompiledRule[];
  readonly others: readonly CompiledRule[];
  /** Whether any of the others asks for something: then all of them are evaluated. */
  readonly isDemanding: boolean;
  /** What a refusal is put down to where nothing permits: the first rule that could have, if need be one for other clients. */
  readonly nearest: CompiledRule | undefined;
  readonly sources: readonly string[];
}

/** The rules of one item, found by client. */
export interface ByClient {
  readonly all: readonly CompiledRule[];
  candidates(client: string): Candidates;
}

/** Sorts the rules of one item by the clients they may hold for; the work is done when the item is first asked about, and once per client that some rule names. */
export function byClient(all: readonly CompiledRule[]): ByClient {
  let forAny: Candidates | undefined;
  const named = new Map<string, Candidates | undefined>();
  const start = (): Candidates => {
    for (const { rule } of all) for (const client of rule.clients ?? []) named.set(client, undefined);
    return sort(all.filter(({ rule }) => rule.clients === undefined), all);
  };
  return {
    all,
    candidates(client) {
      forAny ??= start();
      if (!named.has(client)) return forAny;
      const known = named.get(client);
      if (known) return known;
      const sorted = sort(all.filter(({ rule }) => rule.clients === undefined || rule.clients.includes(client)), all);
      named.set(client, sorted);
      return sorted;
    },
  };
}

function sort(rules: readonly CompiledRule[], all: readonly CompiledRule[]): Candidates {
  const others = rules.filter(({ rule }) => rule.effect !== 'deny');
  return {
    denials: rules.filter(({ rule }) => rule.effect === 'deny'),
    others,
    isDemanding: others.some((rule) => rule.isDemanding),
    nearest: others[0] ?? all.find(({ rule }) => rule.effect !== 'deny'),
    sources: [...new Set(rules.flatMap((rule) => rule.sources))],
  };
}
