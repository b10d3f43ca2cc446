// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import { at, isMembers, type Members } from './json.ts';
import type { ActionReport } from './report.ts';
import type { TransactionState } from './state.ts';

/** What the user comes back with. */
export interface Resumption {
  /** Of the request to `/continue`; `state` is added to the query where neither query nor body has one. */
  readonly query?: JsonObject;
  readonly body?: JsonObject;
  /** Other members of the new `event.request`, such as another address. */
  readonly request?: JsonObject;
  /** What was entered in the form. */
  readonly fields?: JsonObject;
  /** Whether the user passed what was asked; of a challenge only. */
  readonly challenge?: 'passed' | 'failed';
}

/** The event an Action goes on with: of the same transaction, with a request of its own; undefined where the state is of another one. */
export function continuedEvent(event: Members, report: ActionReport, resumption: Resumption): Members | undefined {
  const { query = {}, body = {}, request = {}, fields = {} } = resumption;
  const expected = report.redirect?.state;
  const given = at(body, 'state') ?? at(query, 'state');
  if (expected !== undefined && given !== undefined && given !== expected) return undefined;

  const before = event['request'];
  const added = expected === undefined || given !== undefined ? {} : { state: expected };
  return {
    ...event,
    request: {
      ...(isMembers(before) ? before : {}),
      method: Object.keys(body).length > 0 ? 'POST' : 'GET',
      query: { ...added, ...query },
      body,
      ...request,
    },
    ...(report.prompt === undefined ? {} : { prompt: { id: report.prompt.id, fields, vars: report.prompt.vars } }),
  };
}

/** Forgets what the user was sent to do: it is done. */
export function clearInteraction(state: TransactionState): void {
  delete state.redirect;
  delete state.prompt;
}
