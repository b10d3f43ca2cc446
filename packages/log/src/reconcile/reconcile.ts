// SPDX-License-Identifier: Apache-2.0
import { HMAC_PREFIX, type DecisionRecord } from '@assay/core/log';
import { ERASED } from '../entry/personal.ts';
import { recordOf } from '../entry/reveal.ts';
import { termOf } from '../entry/terms.ts';
import { pagesOf } from '../ask/pages-of.ts';
import type { LogStore } from '../store/log-store.ts';
import { createFindings, type Findings } from './findings.ts';
import { gather, MAX_EVENTS, TOLERANCE_MS } from './gather.ts';
import type { IdpLogName } from './idps.ts';
import type { Issuance } from './issuance.ts';
import { createMatcher, type Wanted } from './match.ts';
import type { ReconcileFinding, ReconcileOptions, ReconcileReport } from './report.ts';

const PAGE = 500;

/**
 * Compares a log with what an identity provider says it issued. The records stream past the events, each used once. Rejects as the store does, and with ERR_FILE_READ for
 * an export that cannot be read.
 */
export async function reconcile(
  store: LogStore,
  idp: IdpLogName,
  input: AsyncIterable<Uint8Array>,
  options: ReconcileOptions = {},
): Promise<ReconcileReport> {
  const { toleranceMs = TOLERANCE_MS, onProgress } = options;
  const { issued, times, counted } = await gather(idp, input, options);
  const since = options.since ?? times.first;
  const until = options.until ?? times.last + 1;
  const findings = createFindings();
  const records = { permitted: 0, refused: 0 };
  let matched = 0;
  if (since < until) {
    const matcher = createMatcher(issued, toleranceMs);
    const refused: Wanted[] = [];
    const refusedIds = new Set<string>();
    const question = {
      since: since - toleranceMs,
      until: until + toleranceMs,
      terms: [[termOf('idp', idp)], [termOf('kind', 'decision')]],
    };
    let seen = 0;
    for await (const entry of pagesOf(store, question, { limit: PAGE, order: 'oldest' })) {
      if (++seen % PAGE === 0) onProgress?.(seen);
      const record = recordOf(entry);
      const wanted = record && wantedOf(record, options.subjectAs !== undefined);
      if (record === undefined || wanted === undefined) continue;
      const isWithin = wanted.time >= since && wanted.time < until;
      if (record.effect === 'refused') {
        if (isWithin) records.refused++;
        refusedIds.add(record.id);
        if (refused.length < MAX_EVENTS) refused.push(wanted);
      } else if (!refusedIds.has(record.id)) {
        if (isWithin) records.permitted++;
        const event = matcher.take(wanted);
        if (event === undefined && isWithin) findings.add({ code: 'record-without-token', ...recordPart(wanted) });
        if (event !== undefined && (isWithin || (event.time >= since && event.time < until))) {
          matched++;
          compare(wanted, event, findings);
        }
      }
    }
    blame(matcher.left(), refused, { since, until, toleranceMs }, findings);
  }
  const listed = findings.listed();
  return {
    ok: listed.length === 0,
    idp,
    ...(since < until && { since: rfc3339(since), until: rfc3339(until) }),
    events: counted,
    records,
    matched,
    counts: findings.counts(),
    findings: listed,
  };
}

/** What a record says that an event may say, too; undefined for an event that could not be read. */
function wantedOf(
  { id, time, who, asked, granted, correlation }: DecisionRecord,
  isKeyed: boolean,
): Wanted | undefined {
  if (who === undefined) return undefined;
  const { subject, client } = who;
  const grant = asked?.grant;
  const isHidden = subject.id === ERASED || (subject.id.startsWith(HMAC_PREFIX) && !isKeyed);
  const isKnown = subject.type === 'user' && subject.id !== '' && !isHidden;
  return {
    id,
    time: Date.parse(time),
    client: client.id,
    ...(isKnown && { subject: subject.id }),
    // a sign-in whose grant the identity provider did not tell us may be any
    ...(grant !== undefined && grant !== 'sign_in' && { grant }),
    scopes: (granted?.scopes ?? []).map(({ scope }) => scope),
    ids: correlation,
  };
}

/** What may differ in an event that was matched by its ids, or as far as either says. */
function compare(wanted: Wanted, event: Issuance, findings: Findings): void {
  const { scopes = wanted.scopes } = event;
  const differs = [
    ...(wanted.client === event.client ? [] : (['client'] as const)),
    ...(isSame(wanted.subject, event.subject) ? [] : (['subject'] as const)),
    ...(isSame(wanted.grant, event.grant) ? [] : (['grant'] as const)),
    ...(wanted.scopes.every((scope) => scopes.includes(scope)) ? [] : (['scopes'] as const)),
  ];
  if (differs.length > 0)
    findings.add({ code: 'contents-differ', ...recordPart(wanted), ...eventPart(event), differs });
}

/** Where either does not say, nothing differs. */
const isSame = (a: string | undefined, b: string | undefined): boolean => a === undefined || b === undefined || a === b;

/** Tokens nobody permitted: those that somebody refused, and those that nobody was asked about. */
function blame(
  events: readonly Issuance[],
  refused: readonly Wanted[],
  { since, until, toleranceMs }: Required<Pick<ReconcileOptions, 'since' | 'until' | 'toleranceMs'>>,
  findings: Findings,
): void {
  const isWithin = ({ time }: Issuance): boolean => time >= since && time < until;
  const left = createMatcher(events, toleranceMs);
  for (const wanted of refused) {
    const event = left.take(wanted);
    if (event !== undefined && isWithin(event))
      findings.add({ code: 'issued-though-refused', ...recordPart(wanted), ...eventPart(event) });
  }
  for (const event of left.left())
    if (isWithin(event)) findings.add({ code: 'token-without-record', ...eventPart(event) });
}

type RecordPart = Pick<ReconcileFinding, 'time' | 'client' | 'record'>;
const recordPart = ({ id, time, client }: Wanted): RecordPart => ({ time: rfc3339(time), client, record: id });
type EventPart = Pick<ReconcileFinding, 'time' | 'client' | 'event'>;
const eventPart = ({ id, type, time, client }: Issuance): EventPart => ({
  time: rfc3339(time),
  client,
  event: { id, type },
});

/** No time of an export is beyond what can be written. */
const rfc3339 = (time: number): string => (Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time));
