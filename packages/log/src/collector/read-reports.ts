// SPDX-License-Identifier: Apache-2.0
import { claimsReport } from '../ask/claims-report.ts';
import { statsReport } from '../ask/stats-report.ts';
import { reportToJson } from '../ask/to-json.ts';
import { whyAccounts } from '../ask/why.ts';
import type { Answer } from './context.ts';
import { jsonResponse } from './json-response.ts';
import { readQuestion } from './read-question.ts';
import { notThere } from './read-records.ts';
import { problemResponse } from './refusal.ts';

/** Each claim and scope that tokens held: how often, by which rule, from which data, when last. */
export const readClaims: Answer = async ({ url, ports }) => {
  const asked = readQuestion(url.searchParams, ports, { isPaged: false });
  if (!asked.ok) return problemResponse(asked.refusal);
  return jsonResponse(reportToJson(await claimsReport(ports.store, asked.value.question)));
};

/** Outcomes over time (a week, where no time is asked for), what was withheld most, how sources answered. */
export const readStats: Answer = async ({ url, ports }) => {
  const asked = readQuestion(url.searchParams, ports, { isPaged: false });
  if (!asked.ok) return problemResponse(asked.refusal);
  const { until = ports.clock(), since = until - WEEK_MS } = asked.value.question;
  const question = { ...asked.value.question, since };
  return jsonResponse(reportToJson(await statsReport(ports.store, question, bucketOf(until - since))));
};

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** So many columns a chart has at most. */
const MAX_BUCKETS = 200;

/** The narrowest usual bucket that a time is not too long for. */
function bucketOf(spanMs: number): number {
  const usual = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS, 6 * 60 * MINUTE_MS, DAY_MS, WEEK_MS];
  return usual.find((bucket) => spanMs / bucket <= MAX_BUCKETS) ?? 30 * DAY_MS;
}

/** Why a decision came as it did: all of it, or a claim and a scope. */
export const readWhy: Answer = async ({ id, url, ports }) => {
  const other = [...url.searchParams.keys()].find((name) => name !== 'claim' && name !== 'scope');
  if (other !== undefined)
    return problemResponse({
      status: 400,
      code: 'ERR_COLLECTOR',
      detail: 'expected `claim` and `scope` alone',
      problems: [{ path: `/${other.slice(0, 100)}`, message: 'is nothing that can be asked by' }],
    });
  const claims = url.searchParams.getAll('claim');
  const scopes = url.searchParams.getAll('scope');
  const accounts = await whyAccounts(ports.store, id, {
    ...(claims.length > 0 && { claims }),
    ...(scopes.length > 0 && { scopes }),
  });
  return accounts.length > 0 ? jsonResponse({ accounts }) : problemResponse(notThere(id));
};
