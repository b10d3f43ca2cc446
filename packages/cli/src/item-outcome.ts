// SPDX-License-Identifier: Apache-2.0
import type {
  AuthorizationDetail,
  Cell,
  ClaimChange,
  IssuanceDecision,
  Json,
  Reason,
  WithheldMember,
} from '@assay/core/model';
import type { DecisionRecord } from '@assay/core/log';
import type { ExplainedItem, ExplainedRule } from '@assay/core/pdp';

/** What came of one thing that was decided. */
export interface ItemOutcome {
  readonly outcome: 'open' | 'closed' | 'granted' | 'withheld' | 'set' | 'removed' | 'kept' | 'unchanged' | 'limited';
  readonly reason?: Reason;
  readonly value?: Json;
  /** Of a token's life, in seconds. */
  readonly seconds?: number;
}

/** What came of an item in the decision. */
export function outcomeOf(item: ExplainedItem, decision: IssuanceDecision, record: DecisionRecord): ItemOutcome {
  switch (item.kind) {
    case 'gate':
      return { outcome: isOpen(item.rules) ? 'open' : 'closed' };
    case 'scope': {
      const withheld = decision.scopes.withheld.find(({ scope }) => scope === item.about);
      return withheld ? { outcome: 'withheld', reason: withheld.reason } : { outcome: 'granted' };
    }
    case 'detail':
      return cellOutcome(item, decision);
    case 'group':
      return memberOutcome(item.about, decision, decision.outcome === 'permit' ? decision.withheldGroups : []);
    case 'role':
      return memberOutcome(item.about, decision, decision.outcome === 'permit' ? decision.withheldRoles : []);
    case 'claim':
      return claimOutcome(item, decision, record);
    case 'lifetime': {
      const limit = decision.outcome === 'permit' && item.token ? decision.tokens[item.token]?.lifetime : undefined;
      return limit ? { outcome: 'limited', seconds: limit.seconds } : { outcome: 'unchanged' };
    }
    default:
      return item.kind satisfies never;
  }
}

/** Deny overrides: a decision names the gate that refused it, but of a denial made elsewhere not those that were open. */
function isOpen(rules: readonly ExplainedRule[]): boolean {
  const isDenied = rules.some(({ effect, result }) => effect === 'deny' && result !== 'no');
  return !isDenied && rules.some(({ effect, result }) => effect === 'permit' && result === 'yes');
}

/** A cell is granted where an entry that is kept holds it. Else what became of its element as a whole says why not, or its own rules do. */
function cellOutcome({ about, cell }: ExplainedItem, decision: IssuanceDecision): ItemOutcome {
  const ofElement = decision.withheldDetails?.filter(({ index }) => index === cell?.index) ?? [];
  const whole = ofElement.find(({ reason }) => WHOLE.has(reason.code));
  if (decision.outcome === 'deny' && ofElement.length === 0) return { outcome: 'withheld', reason: decision.reason };
  const isKept =
    decision.outcome === 'permit' &&
    cell?.refused === undefined &&
    decision.authorizationDetails.some((entry) => entry.type === about && cell && holds(entry, cell));
  if (isKept && !whole) return { outcome: 'granted' };
  const reason = whole?.reason ?? cell?.refused ?? ofElement[0]?.reason;
  return { outcome: 'withheld', ...(reason && { reason }) };
}

/** What is withheld of an element for these is all of it, whatever its cells are. */
const WHOLE: ReadonlySet<string> = new Set(['invalid_detail', 'limit_failed', 'unmet_obligation']);

/** Whether an entry of a token is about the cell: what it does not name it does not restrict. */
function holds(entry: AuthorizationDetail, { location, action, datatype }: Cell): boolean {
  const isNamed = (member: string, value: string): boolean => {
    const named = entry[member];
    return named === undefined || (Array.isArray(named) && named.includes(value));
  };
  return isNamed('locations', location) && isNamed('actions', action) && isNamed('datatypes', datatype);
}

function memberOutcome(
  name: string,
  decision: IssuanceDecision,
  withheld: readonly WithheldMember[] = [],
): ItemOutcome {
  if (decision.outcome === 'deny') return { outcome: 'withheld', reason: decision.reason };
  const removed = withheld.find((entry) => entry.name === name);
  return removed ? { outcome: 'removed', reason: removed.reason } : { outcome: 'kept' };
}

function claimOutcome(
  { about, token }: ExplainedItem,
  decision: IssuanceDecision,
  record: DecisionRecord,
): ItemOutcome {
  if (decision.outcome === 'deny' || token === undefined) return { outcome: 'unchanged' };
  const left = record.withheld.claims.find((withheld) => withheld.claim === about && withheld.token === token);
  if (left) return { outcome: 'withheld', reason: left.reason };
  const change: ClaimChange | undefined = decision.tokens[token]?.claims.find(({ claim }) => claim === about);
  if (change === undefined) return { outcome: 'unchanged' };
  return change.action === 'set' ? { outcome: 'set', value: change.value } : { outcome: 'removed' };
}
