// SPDX-License-Identifier: Apache-2.0
import { own, type JsonObject } from '@assay/core/model';
import { cacheBytes } from './api/cache.ts';
import type { ApiCall } from './build-api.ts';
import { jsonOf } from './json.ts';
import { statusOf, type Conclusion } from './outcome.ts';
import type { ActionReport, SessionView, UserView } from './report.ts';
import type { CacheRecord, Run } from './run.ts';
import type { CapturedConsole } from './runner/capture-console.ts';
import type { TransactionState } from './state.ts';
import { expiries, tokenView } from './token-view.ts';

/** What was observed of an execution from outside. */
export interface Observed {
  readonly calls: readonly ApiCall[];
  readonly console: CapturedConsole;
  readonly cache: ReadonlyMap<string, CacheRecord>;
  readonly durationMs: number;
  /** For the redirect, if there is one. */
  readonly newState: () => string;
}

/** The report of an execution, and nothing in it that later code could change. */
export function makeReport(run: Run, conclusion: Conclusion, observed: Observed): ActionReport {
  const { state, tenant, entrypoint } = run;
  const { outcome, error, errorDescription, challenge } = conclusion;
  const httpStatus = statusOf(conclusion, run);
  const issues = outcome === 'permit' || outcome === 'suspended' ? tokenView(run) : undefined;
  const report: ActionReport = {
    trigger: tenant.trigger,
    entrypoint,
    outcome,
    ...(error === undefined ? {} : { error }),
    ...(errorDescription === undefined ? {} : { errorDescription }),
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(outcome === 'suspended' && challenge === undefined ? interaction(state, observed.newState) : {}),
    ...(challenge === undefined ? {} : { challenge }),
    ...(issues === undefined ? {} : { token: issues.token }),
    dropped: issues?.dropped ?? [],
    // an execution that failed changes nothing
    user: outcome === 'error' ? NO_USER : userView(state),
    session: outcome === 'error' ? NO_SESSION : sessionView(state),
    metadata: outcome === 'error' ? {} : Object.fromEntries(state.transactionMetadata),
    isRefreshTokenRevoked: outcome !== 'error' && state.refreshToken.revoked === true,
    calls: observed.calls,
    console: observed.console,
    cacheStats: { entries: observed.cache.size, bytes: cacheBytes(observed.cache) },
    durationMs: observed.durationMs,
  };
  return jsonOf(report) as unknown as ActionReport; // sound: made of JSON
}

const NO_USER: UserView = { appMetadata: {}, userMetadata: {} };
const NO_SESSION: SessionView = { metadata: {}, recordedMethods: [] };

/** Where the user goes, or the form it fills in. */
function interaction(state: TransactionState, newState: () => string): Pick<ActionReport, 'redirect' | 'prompt'> {
  if (state.prompt !== undefined) {
    const { id, options } = state.prompt;
    return { prompt: { id, fields: membersOf(options, 'fields'), vars: membersOf(options, 'vars') } };
  }
  if (state.redirect === undefined) return {};
  const url = new URL(state.redirect);
  const query = Object.fromEntries(url.searchParams);
  const returning = newState();
  url.searchParams.set('state', returning);
  return { redirect: { url: url.href, query, state: returning } };
}

const membersOf = (options: JsonObject, name: string): JsonObject => (own(options, name) ?? {}) as JsonObject; // sound: checked when it was rendered

function userView({ user }: TransactionState): UserView {
  const { appMetadata, userMetadata, ...set } = user;
  return { ...set, appMetadata: Object.fromEntries(appMetadata), userMetadata: Object.fromEntries(userMetadata) };
}

function sessionView({ session, recordedMethods }: TransactionState): SessionView {
  const { cookieMode, revoked, metadata } = session;
  return {
    ...expiries(session),
    ...(cookieMode === undefined ? {} : { cookieMode }),
    metadata: { ...metadata },
    ...(revoked === undefined ? {} : { revoked }),
    recordedMethods,
  };
}
