// SPDX-License-Identifier: Apache-2.0
import type { NarrowedDetail, Reason, RuleRef, WithheldDetail } from '../../model/decision.ts';
import { cellsOf, reassemble, type Cell } from '../../model/cells.ts';
import { own } from '../../model/json.ts';
import type { AuthorizationDetail } from '../../model/request.ts';
import { governedTargets } from '../governance.ts';
import type { CompiledRule } from '../rules/compiled-rule.ts';
import type { Verdict } from '../rules/verdict.ts';
import type { DetailMember } from '../table.ts';
import { misfit } from './detail-shape.ts';
import { limitDetail } from './limit-detail.ts';
import { lifetimeOf, obligationsOf, permitOrDeny } from './permit-or-deny.ts';
import { bind, tighter, type State } from './state.ts';

export interface DecidedDetails {
  readonly kept: readonly AuthorizationDetail[];
  readonly withheld: readonly WithheldDetail[];
  readonly narrowed: readonly NarrowedDetail[];
}

export type DecideDetails = (state: State) => DecidedDetails;

const NO_RULE: Reason = { code: 'no_rule', admin: 'no rule speaks of this type of authorization detail' };
const CLOSED: Verdict = {
  by: null,
  refused: { code: 'not_permitted', admin: 'the gate of the target it names is closed' },
  demanding: [],
};
const NO_CELLS: Reason = { code: 'not_permitted', admin: 'the entry is about nothing, or about too much to decide' };

const notDeclared = (member: string): Reason => ({
  code: 'invalid_detail',
  admin: `\`${member}\` is not what the project declares of this type`,
});

/** Decides every requested authorization detail, cell by cell, and puts together what is permitted of each (RFC 9396; AuthZEN token issuance, section 3). */
export function decideDetails(state: State): DecidedDetails {
  const kept: AuthorizationDetail[] = [];
  const withheld: WithheldDetail[] = [];
  const narrowed: NarrowedDetail[] = [];
  const { detailMembers } = state.runtime.table;
  state.request.authorizationDetails.forEach((detail, index) => {
    const refuse = (rule: RuleRef | null, reason: Reason): void =>
      void withheld.push({ index, type: detail.type, rule, reason });
    const declared = own(detailMembers, detail.type) as readonly DetailMember[] | undefined; // sound: an own member of the table
    const odd = declared && misfit(detail, declared);
    if (odd !== undefined) return refuse(null, notDeclared(odd));
    const cells = cellsOf(
      detail,
      state.targets.map((target) => target.audience),
    );
    if (!cells || cells.length === 0) return refuse(null, NO_CELLS);
    const demanding = new Set<CompiledRule>();
    const verdicts = new Map<Cell, Verdict>();
    for (const cell of cells) verdicts.set(cell, decideCell(state, detail, cell));
    const entries = reassemble(detail, cells, (cell) => verdicts.get(cell)?.refused === undefined);
    for (const verdict of verdicts.values()) {
      if (verdict.refused) refuseOnce(withheld, index, () => refuse(verdict.by, verdict.refused ?? NO_RULE));
      else for (const rule of verdict.demanding) demanding.add(rule);
    }
    if (entries.length === 0) return;
    const limited = entries.map((entry) => limitDetail(state, entry, [...demanding]));
    const failed = limited.find((entry) => 'reason' in entry);
    if (failed) return refuse(failed.rule, failed.reason);
    state.obligations.push(...obligationsOf([...demanding], { detail: index }));
    state.lifetime = tighter(state.lifetime, lifetimeOf([...demanding]));
    for (const entry of limited) if ('detail' in entry) kept.push(entry.detail);
    // every part of one element has the same members
    const [first] = limited;
    if (first && 'detail' in first)
      for (const { member, rule } of first.narrowed) narrowed.push({ index, type: detail.type, member, rule });
  });
  return { kept, withheld, narrowed };
}

function refuseOnce(withheld: readonly WithheldDetail[], index: number, refuse: () => void): void {
  if (!withheld.some((entry) => entry.index === index)) refuse();
}

/** A cell is asked at the target it names, or (its location being no target) at every one: all must permit. What names a target whose gate is closed goes with it. */
function decideCell(state: State, detail: AuthorizationDetail, cell: Cell): Verdict {
  const named = state.targets.filter((target) => target.audience === cell.location);
  if (named.length === 0 && governedTargets(state.runtime.table.governance, state.request).includes(cell.location))
    return CLOSED;
  let last: Verdict = { by: null, refused: NO_RULE, demanding: [] };
  for (const target of named.length > 0 ? named : state.targets) {
    const rules = target.rules.detail(detail.type);
    bind(state, { detail, cell, audience: target.audience });
    last = rules ? permitOrDeny(rules, state) : { by: null, refused: NO_RULE, demanding: [] };
    if (last.refused) return last;
  }
  return last;
}
