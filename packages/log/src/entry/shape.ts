// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';
import type { DecisionRecord } from '@assay/core/log';
import { TOKEN_TYPES } from '@assay/core/model';
import type { Content, Kind } from './entry.ts';

/** A rule as a shape names it: `policy/rule`; null where no rule speaks of it. */
export type RuleName = string | null;

/**
 * What many decisions have in common: all that is asked about them but whose they are, when, and with which values. A log holds each shape once, and an entry
 * refers to it, so that questions are answered from few shapes and a narrow index, and never by reading every record.
 */
export interface Shape {
  readonly kind: Kind;
  /** Absent where the entry is no decision. */
  readonly decision?: DecisionShape;
}

export interface DecisionShape {
  /** The identity provider: of an adapter that is named with its trigger, what stands before it. */
  readonly idp: string;
  readonly trigger: string | null;
  readonly mode: DecisionRecord['mode'];
  readonly governed: boolean;
  readonly outcome: DecisionRecord['outcome'];
  readonly effect: DecisionRecord['effect'];
  readonly error: string | null;
  /** The code. */
  readonly reason: string | null;
  readonly policy: string;
  /** Null where the event could not be read. */
  readonly client: string | null;
  readonly subjectType: string | null;
  readonly grant: string | null;
  readonly targets: readonly string[];
  readonly granted: readonly { readonly scope: string; readonly rule: RuleName }[];
  readonly withheld: readonly { readonly scope: string; readonly rule: RuleName; readonly reason: string }[];
  readonly claims: readonly ClaimShape[];
  readonly withheldClaims: readonly { readonly token: string; readonly claim: string; readonly reason: string }[];
  readonly rules: readonly string[];
  /** Sources whose stand-in was used, as `source:exception`. */
  readonly exceptions: readonly string[];
}

export interface ClaimShape {
  readonly token: string;
  readonly claim: string;
  readonly action: 'set' | 'remove';
  readonly rule: RuleName;
  readonly sources: readonly string[];
}

/** The shape of an entry, and its digest. */
export function shapeOf(content: Content): { readonly shape: Shape; readonly digest: string } {
  const shape: Shape =
    content.kind === 'decision'
      ? { kind: 'decision', decision: decisionShape(content.record) }
      : { kind: content.kind };
  return { shape, digest: digestOfShape(shape) };
}

/** The digest of a shape. */
export const digestOfShape = (shape: Shape): string => hash('sha256', JSON.stringify(shape), 'hex').slice(0, 32);

type Rule = { readonly policy: string; readonly rule: string } | null | undefined;
const nameOf = (rule: Rule): RuleName => (rule ? `${rule.policy}/${rule.rule}` : null);

function decisionShape(record: DecisionRecord): DecisionShape {
  const { host, who, asked, granted, withheld, policy, evidence } = record;
  return {
    idp: host.adapter.split('/', 1)[0] ?? host.adapter,
    trigger: host.trigger ?? null,
    mode: record.mode,
    governed: record.governed,
    outcome: record.outcome,
    effect: record.effect,
    error: record.error ?? null,
    reason: record.reason?.code ?? null,
    policy: policy.digest,
    client: who?.client.id ?? null,
    subjectType: who?.subject.type ?? null,
    grant: asked?.grant ?? null,
    targets: asked?.targets ?? [],
    granted: (granted?.scopes ?? []).map(({ scope, rule }) => ({ scope, rule: nameOf(rule) })),
    withheld: withheld.scopes.map(({ scope, rule, reason }) => ({ scope, rule: nameOf(rule), reason: reason.code })),
    claims: claimShapes(record),
    withheldClaims: withheld.claims.map(({ token, claim, reason }) => ({ token, claim, reason: reason.code })),
    rules: policy.decided.map((rule) => `${rule.policy}/${rule.rule}`),
    exceptions: evidence.flatMap(({ source, exception }) =>
      exception === undefined ? [] : [`${source}:${exception}`],
    ),
  };
}

/** Of every token issued: what rules set and removed, and what the baseline held and nothing touched. */
function claimShapes({ granted, asked, baseline }: DecisionRecord): readonly ClaimShape[] {
  if (granted === undefined) return [];
  return TOKEN_TYPES.flatMap((token) => {
    const changes = granted.tokens.find((of) => of.token === token)?.claims ?? [];
    const changed = changes.map((change): ClaimShape => ({
      token,
      claim: change.claim,
      action: change.action,
      rule: nameOf(change.rule),
      sources: change.action === 'set' ? change.sources : [],
    }));
    if (asked?.tokens.includes(token) !== true) return changed;
    const kept = Object.keys(baseline?.claims[token] ?? {}).filter(
      (name) => !changes.some(({ claim }) => claim === name),
    );
    return [...changed, ...kept.map((claim): ClaimShape => ({ token, claim, action: 'set', rule: null, sources: [] }))];
  });
}
