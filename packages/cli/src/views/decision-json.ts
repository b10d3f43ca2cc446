// SPDX-License-Identifier: Apache-2.0
import {
  TOKEN_TYPES,
  type IssuanceError,
  type Json,
  type RuleRef,
  type TokenType,
  type WithheldMember,
} from '@assay/core/model';
import type { DecisionRecord } from '@assay/core/log';
import type { Attempted } from '../decide-event.ts';

type ByToken<T> = { readonly [K in TokenType]?: T };

/** A scope that was asked for and not granted: the rule's name, the reason for operators, its code, and the rule's `file:line:column`. */
export interface WithheldScopeJson {
  readonly scope: string;
  readonly rule: string | null;
  readonly reason: string;
  readonly code: string;
  readonly at: string | null;
}

/** Groups or roles: those that stay, and those that were taken away, as scopes are told. */
export interface MembersJson {
  readonly kept: readonly string[];
  readonly removed: readonly (Omit<WithheldScopeJson, 'scope'> & { readonly name: string })[];
}

/** A decision as `assay decide --json` prints it. Lifetimes in seconds; claims are those set. */
export interface DecisionJson {
  readonly outcome: 'permit' | 'deny';
  readonly error?: IssuanceError;
  readonly reason?: { readonly code: string; readonly admin: string };
  readonly rule?: string | null;
  readonly at?: string | null;
  readonly mode: DecisionRecord['mode'];
  readonly governed: boolean;
  readonly scopes: { readonly granted: readonly string[]; readonly withheld: readonly WithheldScopeJson[] };
  /** Of the subject; absent where policy does not speak of them. */
  readonly groups?: MembersJson;
  readonly roles?: MembersJson;
  readonly claims: ByToken<{ readonly [claim: string]: Json }>;
  readonly removed_claims: ByToken<readonly string[]>;
  readonly audiences: readonly string[];
  readonly lifetimes: ByToken<number>;
  readonly obligations: readonly {
    readonly type: string;
    readonly properties: { readonly [name: string]: string | number };
    readonly about: { readonly [kind: string]: string | number };
    readonly rule: string;
    readonly met: boolean;
  }[];
  readonly policy: { readonly digest: string };
}

/** The decision of an attempt for programs. */
export function decisionJson({ decision, record }: Attempted): DecisionJson {
  const isPermit = decision.outcome === 'permit';
  const tokens = isPermit ? decision.tokens : {};
  return {
    outcome: decision.outcome,
    ...(isPermit ? {} : refusal(decision)),
    mode: record.mode,
    governed: record.governed,
    scopes: {
      granted: decision.scopes.granted.map(({ scope }) => scope),
      withheld: decision.scopes.withheld.map(({ scope, rule, reason }) => ({
        scope,
        rule: rule?.rule ?? null,
        reason: reason.admin,
        code: reason.code,
        at: rule?.at ?? null,
      })),
    },
    ...(isPermit && decision.groups && { groups: membersJson(decision.groups, decision.withheldGroups) }),
    ...(isPermit && decision.roles && { roles: membersJson(decision.roles, decision.withheldRoles) }),
    claims: byToken((token) => {
      const set = tokens[token]?.claims.filter((change) => change.action === 'set') ?? [];
      return tokens[token] && Object.fromEntries(set.map(({ claim, value }) => [claim, value]));
    }),
    removed_claims: byToken((token) =>
      tokens[token]?.claims.filter(({ action }) => action === 'remove').map(({ claim }) => claim),
    ),
    audiences: isPermit ? decision.audiences : [],
    lifetimes: byToken((token) => tokens[token]?.lifetime?.seconds),
    obligations: record.obligations.map(({ type, properties, about, rule, met }) => ({
      type,
      properties,
      about: { ...about },
      rule: rule.rule,
      met,
    })),
    policy: { digest: decision.policyDigest },
  };
}

function membersJson(kept: readonly string[], withheld: readonly WithheldMember[] = []): MembersJson {
  return {
    kept,
    removed: withheld.map(({ name, rule, reason }) => ({
      name,
      rule: rule?.rule ?? null,
      reason: reason.admin,
      code: reason.code,
      at: rule?.at ?? null,
    })),
  };
}

function refusal(
  decision: Extract<Attempted['decision'], { outcome: 'deny' }>,
): Pick<DecisionJson, 'error' | 'reason' | 'rule' | 'at'> {
  const { error, reason, rule } = decision;
  const place: RuleRef | null = rule;
  return {
    error,
    reason: { code: reason.code, admin: reason.admin },
    rule: place?.rule ?? null,
    at: place?.at ?? null,
  };
}

/** What `read` gives for each token type, where it gives anything. */
function byToken<T>(read: (token: TokenType) => T | undefined): ByToken<T> {
  const found: { [K in TokenType]?: T } = {};
  for (const token of TOKEN_TYPES) {
    const value = read(token);
    if (value !== undefined) found[token] = value;
  }
  return found;
}
