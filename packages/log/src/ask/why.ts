// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord, RecordedEvidence } from '@assay/core/log';
import type { Json, RuleRef } from '@assay/core/model';
import type { Content } from '../entry/entry.ts';
import { contentOf } from '../entry/reveal.ts';
import type { ArchivedPolicy, LogStore } from '../store/log-store.ts';
import { ruleText } from './rule-text.ts';

/** One thing that was decided, and why. */
export interface WhyItem {
  readonly kind: 'token' | 'scope' | 'claim' | 'authorization_detail' | 'group' | 'role' | 'lifetime' | 'obligation';
  readonly about: string;
  readonly came: 'permit' | 'deny' | 'granted' | 'withheld' | 'set' | 'removed' | 'limited' | 'met' | 'not met';
  readonly value?: Json;
  readonly reason?: { readonly code: string; readonly admin: string };
  readonly rule?: RuleRef;
  /** The rule as it stood in the policy that decided, where the log has that policy. */
  readonly text?: string;
  /** What the value was read from. */
  readonly data?: readonly RecordedEvidence[];
}

/** Why a record says what it says. */
export interface Why {
  readonly record: DecisionRecord;
  readonly writer: string;
  readonly seq: number;
  readonly items: readonly WhyItem[];
  /** The policy set that decided; absent where the log does not hold it. */
  readonly policy?: Pick<ArchivedPolicy, 'digest' | 'project' | 'revision'>;
}

/** What of a record is asked for; everything, where nothing is said. */
export interface WhyFilter {
  readonly claims?: readonly string[];
  readonly scopes?: readonly string[];
}

/** The accounts of a decision by its id, one for each record of it; none where the log does not have it. */
export async function whyAccounts(
  store: Pick<LogStore, 'read' | 'policy'>,
  id: string,
  filter: WhyFilter = {},
): Promise<readonly Why[]> {
  const found = (await store.read(id)).map(contentOf);
  const decisions = found.filter(
    (content): content is Extract<Content, { kind: 'decision' }> => content.kind === 'decision',
  );
  const accounts: Why[] = [];
  for (const { record, writer, seq } of decisions) {
    const policy = await store.policy(record.policy.digest);
    const items = itemsOf(record)
      .filter((item) => isAsked(item, filter))
      .map((item) => {
        const text = item.rule && policy && ruleText(item.rule, policy.files);
        return { ...item, ...(text !== undefined && { text }) };
      });
    const { digest, project, revision } = policy ?? {};
    accounts.push({
      record,
      writer,
      seq,
      items,
      ...(digest !== undefined &&
        project !== undefined && { policy: { digest, project, ...(revision !== undefined && { revision }) } }),
    });
  }
  return accounts;
}

function isAsked({ kind, about }: WhyItem, { claims, scopes }: WhyFilter): boolean {
  if (claims === undefined && scopes === undefined) return true;
  return (
    (kind === 'claim' && claims?.includes(about.slice(about.indexOf('.') + 1)) === true) ||
    (kind === 'scope' && scopes?.includes(about) === true)
  );
}

const ruleOf = (rule: RuleRef | null | undefined): Pick<WhyItem, 'rule'> => (rule ? { rule } : {});

function itemsOf(record: DecisionRecord): readonly WhyItem[] {
  const { outcome, reason, rule, granted, withheld, obligations } = record;
  const withheldOf = (
    kind: WhyItem['kind'],
    about: string,
    of: { readonly rule: RuleRef | null; readonly reason: { readonly code: string; readonly admin: string } },
  ): WhyItem => ({
    kind,
    about,
    came: 'withheld',
    reason: { code: of.reason.code, admin: of.reason.admin },
    ...ruleOf(of.rule),
  });
  return [
    {
      kind: 'token',
      about: record.effect,
      came: outcome,
      ...(reason && { reason: { code: reason.code, admin: reason.admin } }),
      ...ruleOf(rule),
    },
    ...(granted?.scopes ?? []).map((of): WhyItem => ({
      kind: 'scope',
      about: of.scope,
      came: 'granted',
      ...ruleOf(of.rule),
    })),
    ...withheld.scopes.map((of) => withheldOf('scope', of.scope, of)),
    ...(granted?.tokens ?? []).flatMap(({ token, claims, lifetime }) => [
      ...claims.map((change): WhyItem => {
        const about = `${token}.${change.claim}`;
        if (change.action === 'remove') return { kind: 'claim', about, came: 'removed', ...ruleOf(change.rule) };
        const data = record.evidence.filter(({ source }) => change.sources.includes(source));
        return { kind: 'claim', about, came: 'set', value: change.value, rule: change.rule, data };
      }),
      ...(lifetime
        ? [{ kind: 'lifetime', about: token, came: 'limited', value: lifetime.seconds, rule: lifetime.rule } as const]
        : []),
    ]),
    ...withheld.claims.map((of) => withheldOf('claim', `${of.token}.${of.claim}`, of)),
    ...withheld.authorizationDetails.map((of) => withheldOf('authorization_detail', `${of.index} ${of.type}`, of)),
    ...(withheld.groups ?? []).map((of) => withheldOf('group', of.name, of)),
    ...(withheld.roles ?? []).map((of) => withheldOf('role', of.name, of)),
    ...obligations.map(({ type, properties, met, rule: by }): WhyItem => ({
      kind: 'obligation',
      about: type,
      came: met ? 'met' : 'not met',
      value: properties,
      rule: by,
    })),
  ];
}
