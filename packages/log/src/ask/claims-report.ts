// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import type { Json } from '@assay/core/model';
import { recordOf } from '../entry/reveal.ts';
import type { RuleName } from '../entry/shape.ts';
import { termOf } from '../entry/terms.ts';
import type { LogStore } from '../store/log-store.ts';
import type { Question, Tally } from '../store/question.ts';

/** One claim, or one scope, that tokens held: how often, by which rule, from which data, and when last. */
export interface IssuedItem {
  readonly kind: 'scope' | 'claim';
  readonly name: string;
  /** Of a claim: the token that held it. */
  readonly token?: string;
  /** What was done: a scope granted or withheld; a claim set, removed, kept as the identity provider had it, or withheld. */
  readonly action: 'granted' | 'withheld' | 'set' | 'removed' | 'kept';
  readonly rule: RuleName;
  /** Of what was withheld: the code. */
  readonly reason?: string;
  readonly sources: readonly string[];
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
}

/** The newest record an item is from: whose it was, the value, and how old the data were. */
export interface LastSeen {
  readonly id: string;
  readonly subject: string;
  readonly value?: Json;
  readonly data: readonly { readonly source: string; readonly status: string; readonly ageSeconds?: number }[];
}

export interface ClaimsReport {
  readonly tokens: { readonly permit: number; readonly deny: number; readonly observed: number };
  readonly items: readonly (IssuedItem & { readonly latest?: LastSeen })[];
  /** Refusals, by reason and rule. */
  readonly refusals: readonly { readonly reason: string; readonly count: number; readonly last: number }[];
}

/** What the question's tokens held. Counted from shapes alone; only the newest record of each item is read, of the first `examples` of them. */
export async function claimsReport(store: LogStore, question: Question, examples = 100): Promise<ClaimsReport> {
  const tallies = await store.tally(question);
  const items = itemsOf(tallies);
  const shown: (IssuedItem & { readonly latest?: LastSeen })[] = [];
  for (const [at, item] of items.entries()) {
    const latest = at < examples ? await latestOf(store, question, item) : undefined;
    shown.push({ ...item, ...(latest && { latest }) });
  }
  return { tokens: tokensOf(tallies), items: shown, refusals: refusalsOf(tallies) };
}

function itemsOf(tallies: readonly Tally[]): readonly IssuedItem[] {
  const items = new Map<string, IssuedItem>();
  const add = (item: Omit<IssuedItem, 'count' | 'first' | 'last'>, { count, first, last }: Tally): void => {
    const key = JSON.stringify([item.kind, item.name, item.token, item.action, item.rule, item.reason, item.sources]);
    const known = items.get(key);
    items.set(key, {
      ...item,
      count: (known?.count ?? 0) + count,
      first: Math.min(known?.first ?? first, first),
      last: Math.max(known?.last ?? last, last),
    });
  };
  for (const tally of tallies) {
    const { decision } = tally.shape;
    if (decision === undefined) continue;
    for (const { scope, rule } of decision.granted)
      add({ kind: 'scope', name: scope, action: 'granted', rule, sources: [] }, tally);
    for (const { scope, rule, reason } of decision.withheld)
      add({ kind: 'scope', name: scope, action: 'withheld', rule, reason, sources: [] }, tally);
    for (const { claim, token, action, rule, sources } of decision.claims)
      add(
        {
          kind: 'claim',
          name: claim,
          token,
          action: action === 'remove' ? 'removed' : rule === null ? 'kept' : 'set',
          rule,
          sources,
        },
        tally,
      );
    for (const { claim, token, reason } of decision.withheldClaims)
      add({ kind: 'claim', name: claim, token, action: 'withheld', rule: null, reason, sources: [] }, tally);
  }
  return [...items.values()].toSorted(
    (a, b) => (a.kind === b.kind ? 0 : a.kind === 'scope' ? -1 : 1) || b.count - a.count || (a.name < b.name ? -1 : 1),
  );
}

/** Of which facet an item of a kind and action is. */
const facetOf = ({ kind, action }: IssuedItem): 'granted' | 'withheld' | 'claim' =>
  kind === 'claim' ? 'claim' : action === 'granted' ? 'granted' : 'withheld';

async function latestOf(store: LogStore, question: Question, item: IssuedItem): Promise<LastSeen | undefined> {
  const terms = [
    ...(question.terms ?? []),
    [termOf(facetOf(item), item.name)],
    ...(item.rule === null ? [] : [[termOf('rule', item.rule)]]),
  ];
  const { entries } = await store.page({ ...question, terms, until: item.last + 1 }, { limit: 1 });
  const record = entries[0] && recordOf(entries[0]);
  if (record === undefined) return undefined;
  const value = valueIn(record, item);
  return {
    id: record.id,
    subject: record.who?.subject.id ?? '',
    ...(value !== undefined && { value }),
    data: record.evidence
      .filter(({ source }) => item.sources.includes(source))
      .map(({ source, status, ageSeconds }) => ({ source, status, ...(ageSeconds !== undefined && { ageSeconds }) })),
  };
}

function valueIn({ granted, baseline }: DecisionRecord, { kind, name, token, action }: IssuedItem): Json | undefined {
  if (kind !== 'claim') return undefined;
  const held = Object.entries(baseline?.claims ?? {}).find(([of]) => of === token)?.[1];
  if (action === 'kept') return held !== undefined && Object.hasOwn(held, name) ? held[name] : undefined;
  const change = granted?.tokens.find((of) => of.token === token)?.claims.find(({ claim }) => claim === name);
  return change?.action === 'set' ? change.value : undefined;
}

function tokensOf(tallies: readonly Tally[]): ClaimsReport['tokens'] {
  const count = (holds: (shape: NonNullable<Tally['shape']['decision']>) => boolean): number =>
    tallies.reduce((sum, { shape, count: of }) => sum + (shape.decision && holds(shape.decision) ? of : 0), 0);
  return {
    permit: count(({ outcome }) => outcome === 'permit'),
    deny: count(({ outcome }) => outcome === 'deny'),
    observed: count(({ mode }) => mode === 'observe'),
  };
}

function refusalsOf(tallies: readonly Tally[]): ClaimsReport['refusals'] {
  const refusals = new Map<string, { reason: string; count: number; last: number }>();
  for (const { shape, count, last } of tallies) {
    const { outcome, reason } = shape.decision ?? {};
    if (outcome !== 'deny') continue;
    const known = refusals.get(reason ?? '') ?? { reason: reason ?? '', count: 0, last: 0 };
    refusals.set(reason ?? '', { ...known, count: known.count + count, last: Math.max(known.last, last) });
  }
  return [...refusals.values()].toSorted((a, b) => b.count - a.count);
}
