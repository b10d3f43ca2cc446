// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { attackProtection } from './attack-protection.ts';
import { buildApi, type ApiCall } from './build-api.ts';
import { textAt, type Members } from './json.ts';
import { BUDGET_MS, LIMITS } from './limits.ts';
import { liveEvent, parseNativeEvent } from './live-event.ts';
import { makeReport } from './make-report.ts';
import { afterChallenges, conclude, failure, passChallenge, type Conclusion } from './outcome.ts';
import { tenantOf, type ActionInstanceOptions } from './options.ts';
import type { ActionReport } from './report.ts';
import { clearInteraction, continuedEvent, type Resumption } from './resume.ts';
import type { CacheRecord, Run } from './run.ts';
import { actionModule } from './runner/action-module.ts';
import { messageOf } from './runner/as-error.ts';
import { captureConsole } from './runner/capture-console.ts';
import { findHandler } from './runner/find-handler.ts';
import { withinBudget } from './runner/within-budget.ts';
import { newTransaction, type TransactionState } from './state.ts';
import { entrypointsOf, type ActionEntrypoint } from './triggers.ts';

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

/**
 * Loads a built Action. Throws a RangeError where its text is larger than the platform takes.
 *
 * @example
 * const instance = createActionInstance({ code: readFileSync('code.js', 'utf8'), trigger: 'post-login' });
 * const { outcome, calls, token } = await instance.execute(sampleEvent('post-login', 'refresh'));
 */
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
    const run: Run = {
      tenant,
      entrypoint,
      state,
      sent: event,
      event: liveEvent(event, state, tenant),
      cache: new Map(cache),
    };
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
    const address = textAt(run.sent, 'request', 'ip') ?? '';
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
