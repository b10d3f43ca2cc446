// SPDX-License-Identifier: Apache-2.0
import {
  cellsOf,
  reassemble,
  type AuthorizationDetail,
  type Cell,
  type LifetimeLimit,
  type NarrowedDetail,
  type Obligation,
  type Reason,
  type WithheldDetail,
} from '@assay/core/model';
import { misfit } from './detail-shape.ts';
import { limited } from './limit.ts';
import { limitOf, rulesAt, tightest, type NamedRule } from './rules.ts';
import { obligationsOf, permitOrDeny, type Verdict } from './verdict.ts';
import type { World } from './world.ts';

export interface Details {
  readonly kept: readonly AuthorizationDetail[];
  readonly withheld: readonly WithheldDetail[];
  readonly narrowed: readonly NarrowedDetail[];
  readonly obligations: readonly Obligation[];
  /** What the rules that permit them say of the access token's life. */
  readonly lifetime: LifetimeLimit | undefined;
}

const NOTHING: Details = { kept: [], withheld: [], narrowed: [], obligations: [], lifetime: undefined };

/** Each element on its own. */
export function decideDetails(targets: readonly string[], world: World): Details {
  const each = world.request.authorizationDetails.map((detail, index) => decideDetail(detail, index, targets, world));
  return {
    kept: each.flatMap(({ kept }) => kept),
    withheld: each.flatMap(({ withheld }) => withheld),
    narrowed: each.flatMap(({ narrowed }) => narrowed),
    obligations: each.flatMap(({ obligations }) => obligations),
    lifetime: tightest(each.map(({ lifetime }) => lifetime)),
  };
}

/** Taken apart into cells, each decided by itself; put together again from those that are permitted; then made as little as its rules say. */
function decideDetail(detail: AuthorizationDetail, index: number, targets: readonly string[], world: World): Details {
  const { type } = detail;
  const refused = (rule: WithheldDetail['rule'], reason: Reason): Details => ({
    ...NOTHING,
    withheld: [{ index, type, rule, reason }],
  });
  const odd = misfit(detail, world.table.detailMembers?.[type] ?? []);
  if (odd !== undefined)
    return refused(null, { code: 'invalid_detail', admin: `\`${odd}\` is not what the project declares of this type` });
  const cells = cellsOf(detail, targets) ?? [];
  if (cells.length === 0)
    return refused(null, { code: 'not_permitted', admin: 'the entry is about nothing, or about too much to decide' });

  const verdicts = cells.map((cell) => decideCell(detail, cell, targets, world));
  const entries = reassemble(detail, cells, (cell) => verdicts[cells.indexOf(cell)]?.refused === undefined);
  const first = verdicts.find((verdict) => verdict.refused);
  const withheld = first?.refused ? refused(first.by, first.refused).withheld : [];
  if (entries.length === 0) return { ...NOTHING, withheld };

  const rules = distinct(verdicts.flatMap((verdict) => (verdict.refused ? [] : verdict.demanding)));
  const less = entries.map((entry) => limited(entry, rules, world));
  const failed = less.find((entry) => 'reason' in entry);
  if (failed) return { ...NOTHING, withheld: [...withheld, ...refused(failed.rule, failed.reason).withheld] };
  const done = less.flatMap((entry) => ('detail' in entry ? [entry] : []));
  return {
    kept: done.map((entry) => entry.detail),
    withheld,
    narrowed: (done[0]?.narrowed ?? []).map(({ member, rule }) => ({ index, type, member, rule })),
    obligations: obligationsOf(rules, { detail: index }),
    lifetime: tightest(rules.map(limitOf)),
  };
}

const distinct = (rules: readonly NamedRule[]): readonly NamedRule[] =>
  rules.filter((rule, i) => rules.findIndex(({ ref }) => JSON.stringify(ref) === JSON.stringify(rule.ref)) === i);

/** At the audience it names; where it names none of the request, at every one; an audience that was taken away takes what names it along. */
function decideCell(detail: AuthorizationDetail, cell: Cell, targets: readonly string[], world: World): Verdict {
  const { governance, details } = world.table;
  const isGoverned =
    world.request.targets.includes(cell.location) && (governance.audiences?.includes(cell.location) ?? true);
  if (isGoverned && !targets.includes(cell.location)) return CLOSED;
  const asked = targets.includes(cell.location) ? [cell.location] : targets;
  const indexes = Object.hasOwn(details, detail.type) ? (details[detail.type] ?? []) : [];
  const verdicts = asked.map((audience): Verdict => {
    const rules = rulesAt(indexes, audience, world);
    return rules.length === 0 ? NO_RULE : permitOrDeny(rules, { ...world, bound: { audience, detail, cell } });
  });
  return verdicts.find((verdict) => verdict.refused) ?? verdicts.at(-1) ?? NO_RULE;
}

const refusedFor = (reason: Reason): Verdict => ({ by: null, refused: reason, demanding: [] });
const CLOSED = refusedFor({ code: 'not_permitted', admin: 'the gate of the target it names is closed' });
const NO_RULE = refusedFor({ code: 'no_rule', admin: 'no rule speaks of this type of authorization detail' });
