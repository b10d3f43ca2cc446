// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import type { RuleRef, TokenType } from '@assay/core/model';
import type { DecidedAgain } from '@assay/core/pep';
import { recordOf } from '../entry/reveal.ts';
import { changesBetween, type Change } from './changes.ts';
import { contentsOf, heldOf } from './contents.ts';
import { attempt, type EntryText, type Redecide } from './replay-batch.ts';

/** Something a living token holds that would not be issued today. */
export interface Excess {
  readonly kind: Change['kind'];
  readonly item: string;
  /** The rule that takes it away, as `policy/rule`, and why; absent where no rule speaks of it. */
  readonly rule?: string;
  readonly reason?: string;
}

/** A living token that today's policy would not issue, or not like this. */
export interface LiveToken {
  readonly subject: string;
  readonly subjectType: string;
  readonly client: string;
  readonly token: TokenType;
  /** Milliseconds since 1970: of the last of them, and when the last of them ends. */
  readonly issued: number;
  readonly dies: number;
  readonly isRefused: boolean;
  readonly excess: readonly Excess[];
  /** Ids of the records, the first few, and how many there are. */
  readonly records: readonly string[];
  readonly count: number;
}

/** What a batch of entries came to: the tokens in it that live too well, and how many live. */
export interface LiveBatch {
  readonly tokens: readonly LiveToken[];
  readonly alive: number;
  /** Living tokens whose decision cannot be made again, by the reason; and records of which nobody tells how long their tokens live. */
  readonly undecided: Readonly<Record<string, number>>;
}

/** The tokens among some entries that live at `now`, and that the policy of `redecide` would not issue as they are. */
export async function liveBatch(entries: readonly EntryText[], redecide: Redecide, now: number): Promise<LiveBatch> {
  const tokens: LiveToken[] = [];
  const undecided: Record<string, number> = Object.create(null) as Record<string, number>; // sound: an object without members
  let alive = 0;
  const count = (reason: string): void => void (undecided[reason] = (undecided[reason] ?? 0) + 1);
  for (const entry of entries) {
    const record = recordOf(entry);
    if (record === undefined || record.effect === 'refused') continue;
    const { living, hasUnknown } = livingOf(record, now);
    if (hasUnknown) count(UNKNOWN_LIFETIME);
    if (living.length === 0) continue;
    alive += living.length;
    const again = await attempt(record, redecide);
    if (again.ok) tokens.push(...tooMuch(record, again, living));
    else count(again.reason);
  }
  return { tokens, alive, undecided };
}

const UNKNOWN_LIFETIME =
  'nobody tells how long the token lives: neither a rule nor `lifetimes` of the target; it is taken for dead';

interface Living {
  readonly token: TokenType;
  readonly dies: number;
}

/** An ID token is read once, when it is new. */
const LASTING: readonly TokenType[] = ['access_token', 'refresh_token', 'saml2'];

function livingOf(
  record: DecisionRecord,
  now: number,
): { readonly living: readonly Living[]; readonly hasUnknown: boolean } {
  const issued = Date.parse(record.time);
  const lasting = heldOf(record).tokens.filter(({ token }) => LASTING.includes(token));
  const living = lasting.flatMap(({ token, lifetimeSeconds }): readonly Living[] => {
    const dies = lifetimeSeconds === undefined ? undefined : issued + lifetimeSeconds * 1000;
    return dies !== undefined && dies > now ? [{ token, dies }] : [];
  });
  return { living, hasUnknown: lasting.some(({ lifetimeSeconds }) => lifetimeSeconds === undefined) };
}

function tooMuch(
  record: DecisionRecord,
  again: Extract<DecidedAgain, { readonly ok: true }>,
  living: readonly Living[],
): readonly LiveToken[] {
  const after = contentsOf(again.record);
  const changes = changesBetween(heldOf(record), { ...after, mode: record.mode }).filter(
    // what was asked for first is no part of the token
    ({ kind, direction }) => kind !== 'obligation' && direction === 'less',
  );
  return living.flatMap(({ token, dies }): readonly LiveToken[] => {
    const excess = changes
      .filter(({ kind, item }) => !['claim', 'lifetime'].includes(kind) || item.split(' ')[0] === token)
      .map((change) => excessOf(change, again.record));
    if (excess.length === 0) return [];
    return [
      {
        subject: record.who?.subject.id ?? '',
        subjectType: record.who?.subject.type ?? '',
        client: record.who?.client.id ?? '',
        token,
        issued: Date.parse(record.time),
        dies,
        isRefused: !after.isPermitted,
        // a token that would not exist has nothing that would be in it
        excess: after.isPermitted ? excess : excess.filter(({ kind }) => kind === 'token'),
        records: [record.id],
        count: 1,
      },
    ];
  });
}

function excessOf({ kind, item }: Change, record: DecisionRecord): Excess {
  const said = whyOf(kind, item, record);
  const rule = said?.rule;
  return {
    kind,
    item,
    ...(rule && { rule: `${rule.policy}/${rule.rule}` }),
    ...(said?.reason && { reason: said.reason }),
  };
}

interface Said {
  readonly rule?: RuleRef | null | undefined;
  readonly reason?: string | undefined;
}

/** What today's decision says of something it takes away. */
function whyOf(
  kind: Change['kind'],
  item: string,
  { withheld, rule, reason, granted }: DecisionRecord,
): Said | undefined {
  const inToken = granted?.tokens.find(({ token }) => token === item.split(' ')[0]);
  const claim = item.slice(item.indexOf(' ') + 1);
  const from = (
    list: readonly { readonly rule: RuleRef | null; readonly reason: { readonly admin: string } }[] | undefined,
    is: (at: number) => boolean,
  ): Said | undefined => {
    const found = list?.find((_, at) => is(at));
    return found && { rule: found.rule, reason: found.reason.admin };
  };
  switch (kind) {
    case 'token':
      return { rule, reason: reason?.admin };
    case 'scope':
      return from(withheld.scopes, (at) => withheld.scopes[at]?.scope === item);
    case 'group':
      return from(withheld.groups, (at) => withheld.groups?.[at]?.name === item);
    case 'role':
      return from(withheld.roles, (at) => withheld.roles?.[at]?.name === item);
    case 'authorization_detail':
      return from(withheld.authorizationDetails, (at) => withheld.authorizationDetails[at]?.type === item);
    case 'claim':
      return { rule: inToken?.claims.find((change) => change.claim === claim)?.rule };
    case 'lifetime':
      return { rule: inToken?.lifetime?.rule };
    default:
      return undefined;
  }
}
