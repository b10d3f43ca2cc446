// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { FACTOR_TYPES } from './ask-user.ts';
import { attackProtection } from './attack-protection.ts';
import { buildApi, type ApiCall } from './build-api.ts';
import { allFeatures, type TenantFeatures } from './features.ts';
import { textAt, type Members } from './json.ts';
import { BUDGET_MS, LIMITS, type ContestedLimits } from './limits.ts';
import { liveEvent, parseNativeEvent } from './live-event.ts';
import { makeReport } from './make-report.ts';
import { afterChallenges, conclude, failure, passChallenge, type Conclusion } from './outcome.ts';
import type { ActionReport } from './report.ts';
import { clearInteraction, continuedEvent, type Resumption } from './resume.ts';
import type { CacheRecord, Run, Tenant, TenantDirectory } from './run.ts';
import { actionModule } from './runner/action-module.ts';
import { messageOf } from './runner/as-error.ts';
import { captureConsole } from './runner/capture-console.ts';
import { findHandler } from './runner/find-handler.ts';
import { withinBudget } from './runner/within-budget.ts';
import { newTransaction, type TransactionState } from './state.ts';
import { entrypointsOf, type ActionEntrypoint, type ActionTrigger } from './triggers.ts';

/** What is left out is as in a tenant that has every feature and keeps to the documented limits. */
export interface ActionInstanceOptions {
  /** The text of the built file. */
  readonly code: string;
  readonly trigger: ActionTrigger;
  readonly features?: Partial<TenantFeatures>;
  /** Milliseconds since the epoch, for the cache and the session tokens; the Action itself has the host's clock, see `globals`. */
  readonly clock?: () => number;
  /** What policies, grants and roles let the client have; what was asked for, where left out. */
  readonly authorizedScopes?: readonly string[];
  /** For one trigger execution, in milliseconds. */
  readonly budgetMs?: number;
  readonly limits?: ContestedLimits;
  /** Whether too many bytes of claims or user metadata throw at once, or fail the transaction when the Action is over (the default). */
  readonly oversized?: 'throws' | 'fails';
  readonly directory?: TenantDirectory;
  /** The factors the tenant has enabled; all of them, where left out. */
  readonly enabledFactors?: readonly string[];
  /** Makes the `state` of a redirect. */
  readonly newState?: () => string;
  /** What the Action sees under these names instead of the host's globals: `{ fetch }`, `{ Date }`. */
  readonly globals?: Readonly<Record<string, unknown>>;
}

/** One Action as a tenant has it loaded: its module and its cache outlive an execution. */
export interface ActionInstance {
  /** Runs the Action on an event. Never rejects: whatever goes wrong is in the report. */
  execute(event: unknown, options?: { readonly entrypoint?: ActionEntrypoint }): Promise<ActionReport>;
  /** Goes on with the transaction that was suspended last. Rejects where there is none. */
  resume(resumption: Resumption): Promise<ActionReport>;
}

interface Suspended {
  readonly event: Members;
  readonly state: TransactionState;
  readonly report: ActionReport;
}

type Conclude = (run: Run, calls: ApiCall[]) => Promise<Conclusion>;

/** Loads a built Action. Throws a RangeError where its text is larger than the platform takes. */
export function createActionInstance(options: ActionInstanceOptions): ActionInstance {
  const bytes = Buffer.byteLength(options.code);
  if (bytes > LIMITS.code) throw new RangeError(`the Action has ${bytes} bytes, the limit is ${LIMITS.code}`);

  const tenant = tenantOf(options);
  const load = actionModule(options.code, options.globals ?? {});
  const capture = captureConsole();
  const protection = attackProtection(tenant.clock);
  let cache: ReadonlyMap<string, CacheRecord> = new Map();
  let suspended: Suspended | undefined;

  async function step(
    { event, state }: Pick<Suspended, 'event' | 'state'>,
    entrypoint: ActionEntrypoint,
    toConclusion: Conclude,
  ): Promise<ActionReport> {
    const run: Run = { tenant, entrypoint, state, event: liveEvent(event, state, tenant), cache: new Map(cache) };
    const calls: ApiCall[] = [];
    const started = performance.now();
    return capture.run(async (printed) => {
      const conclusion = await toConclusion(run, calls);
      // what a failed execution asked for is discarded, the cache with it
      if (conclusion.outcome !== 'error') cache = new Map(run.cache);
      const report = makeReport(run, conclusion, {
        calls,
        console: printed(),
        cache,
        durationMs: performance.now() - started,
        newState: options.newState ?? randomUUID,
      });
      suspended = report.outcome === 'suspended' ? { event, state, report } : undefined;
      return report;
    });
  }

  const execution: Conclude = async (run, calls) => {
    const address = textAt(run.event, 'request', 'ip') ?? '';
    if (tenant.trigger === 'custom-token-exchange' && protection.isBlocked(address)) {
      return failure('too_many_attempts', 'too many subject tokens of this address were refused');
    }
    try {
      await withinBudget(options.budgetMs ?? BUDGET_MS, async () => {
        const handler = findHandler(load(capture.console), run.entrypoint);
        await handler(run.event, buildApi(run, calls));
      });
    } catch (thrown) {
      return failure('access_denied', messageOf(thrown));
    }
    if (run.state.denied?.isInvalidSubjectToken === true) protection.countRefusal(address);
    return conclude(run);
  };

  return {
    execute: (given, { entrypoint = entrypointsOf(tenant.trigger)[0] } = {}) => {
      const parsed = parseNativeEvent(given);
      const event = parsed.ok ? parsed.event : {};
      const state = newTransaction(tenant.trigger, event);
      // no tenant sends such an event: the Action is not asked
      return step(
        { event, state },
        entrypoint,
        parsed.ok ? execution : always(failure('server_error', parsed.message)),
      );
    },
    resume: async (resumption) => {
      if (suspended === undefined) throw new Error('no transaction is suspended');
      const { event, state, report } = suspended;
      if (report.challenge !== undefined) {
        if (resumption.challenge !== 'passed') return step(suspended, report.entrypoint, always(CHALLENGE_FAILED));
        passChallenge(state);
        return step(suspended, report.entrypoint, async (run) => afterChallenges(run));
      }
      const continued = continuedEvent(event, report, resumption);
      if (continued === undefined) return step(suspended, report.entrypoint, always(OTHER_STATE));
      clearInteraction(state);
      return step({ event: continued, state }, 'onContinuePostLogin', execution);
    },
  };
}

const CHALLENGE_FAILED: Conclusion = {
  outcome: 'deny',
  error: 'access_denied',
  errorDescription: 'the user did not pass what was asked',
};
const OTHER_STATE = failure('invalid_request', 'the state is not that of the transaction');

const always =
  (conclusion: Conclusion): Conclude =>
  async () =>
    conclusion;

function tenantOf(options: ActionInstanceOptions): Tenant {
  return {
    trigger: options.trigger,
    features: { ...allFeatures('on'), ...options.features },
    limits: options.limits ?? 'documented',
    oversized: options.oversized ?? 'fails',
    directory: options.directory ?? {},
    enabledFactors: options.enabledFactors ?? FACTOR_TYPES,
    clock: options.clock ?? Date.now,
    ...(options.authorizedScopes === undefined ? {} : { authorizedScopes: options.authorizedScopes }),
  };
}
