// SPDX-License-Identifier: Apache-2.0
import type { NarrowedDetail, Reason, RuleRef, WithheldDetail } from '../../model/decision.ts';
import { cellsOf, MAX_CELL_QUESTIONS, reassemble, type Cell } from '../../model/cells.ts';
import { own } from '../../model/json.ts';
import type { AuthorizationDetail } from '../../model/request.ts';
import { governedTargets } from '../governance.ts';
import type { CompiledRule } from '../rules/compiled-rule.ts';
import type { Verdict } from '../rules/verdict.ts';
import type { DetailMember } from '../table.ts';
import { misfit } from './detail-shape.ts';
import { limitDetail } from './limit-detail.ts';
import { lifetimeOf, obligationsOf, permitOrDeny } from './permit-or-deny.ts';
import { bind, tighter, type State, type Target } from './state.ts';
import { NO_DETAIL_RULE } from './no-detail-rule.ts';

export interface DecidedDetails {
  readonly kept: readonly AuthorizationDetail[];
  readonly withheld: readonly WithheldDetail[];
  readonly narrowed: readonly NarrowedDetail[];
}

export type DecideDetails = (state: State) => DecidedDetails;

const UNRULED: Verdict = { by: null, refused: NO_DETAIL_RULE, demanding: [] };
const CLOSED: Verdict = {
  by: null,
  refused: { code: 'not_permitted', admin: 'the gate of the target it names is closed' },
  demanding: [],
};
const NO_CELLS: Reason = { code: 'not_permitted', admin: 'the entry is about nothing, or about too much to decide' };

const TOO_MANY_CELLS: Reason = {
  code: 'not_permitted',
  admin: `the entries of the request have more than ${MAX_CELL_QUESTIONS} cells to decide`,
};

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
  const askedAt = whereAsked(state);
  let questions = MAX_CELL_QUESTIONS;
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
    const asked = cells.reduce((sum, { location }) => sum + (askedAt(location).length || 1), 0);
    if (asked > questions) return refuse(null, TOO_MANY_CELLS);
    questions -= asked;
    const demanding = new Set<CompiledRule>();
    const verdicts = new Map<Cell, Verdict>();
    for (const cell of cells) verdicts.set(cell, decideCell(state, detail, cell, askedAt(cell.location)));
    const entries = reassemble(detail, cells, (cell) => verdicts.get(cell)?.refused === undefined);
    let isRefused = false;
    for (const { by, refused, demanding: asking } of verdicts.values()) {
      if (!refused) for (const rule of asking) demanding.add(rule);
      // one reason is enough
      else if (!isRefused) refuse(by, refused);
      isRefused ||= refused !== undefined;
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

/** Where a cell is asked: at the target it names, or (its location being no target) at every one. At none where it names a target whose gate is closed. */
function whereAsked({ targets, runtime, request }: State): (location: string) => readonly Target[] {
  const open = new Map(targets.map((target) => [target.audience, [target]]));
  const governed = new Set(governedTargets(runtime.table.governance, request));
  return (location) => open.get(location) ?? (governed.has(location) ? [] : targets);
}

/** Every target has to permit it. */
function decideCell(state: State, detail: AuthorizationDetail, cell: Cell, targets: readonly Target[]): Verdict {
  let last: Verdict = CLOSED;
  for (const target of targets) {
    const rules = target.rules.detail(detail.type);
    bind(state, { detail, cell, audience: target.audience });
    last = rules ? permitOrDeny(rules, state) : UNRULED;
    if (last.refused) return last;
  }
  return last;
}
