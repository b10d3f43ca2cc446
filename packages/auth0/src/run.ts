// SPDX-License-Identifier: Apache-2.0
import { isAssayError } from '@assay/core/errors';
import type { DecisionRecord } from '@assay/core/log';
import { enforce, type Adapter } from '@assay/core/pep';
import { applyEffects } from './apply.ts';
import { createConsoleSink } from './console-sink.ts';
import { withRecordId, type Effects } from './effects.ts';
import { explainLine } from './explain-line.ts';
import { platformOf, type Host, type Platform } from './host.ts';
import type { Native } from './native.ts';

/** One trigger of Auth0, as an Action runs it. */
export interface Trigger<Event> {
  readonly adapter: (host: Host, native: Native) => Adapter<Event, Effects>;
  readonly budgetMs: number;
  /** The denial where something failed that should not. */
  readonly fail: (correlationId: string) => Effects;
}

/** What `enforce` is given for an execution. It may read tokens and ask for keys, and says in its answer what is wrong with them. */
export type ReadNative = (event: unknown, api: unknown, platform: Platform, host: Host) => Native | Promise<Native>;

/** The host, or how to build it: done once, when the first execution asks, and never again if it fails. */
export type HostOrFactory = Host | (() => Host);

/** The body of a handler. */
export type Run = (event: unknown, api: unknown, read: ReadNative) => Promise<void>;

/**
 * The body of every handler: decides, records, makes the calls. What fails is a denial with a fixed code, and a line for operators that holds
 * none of the text of what failed. Rejects only where the platform does not even take a denial: to Auth0, that is one.
 */
export function createRun<Event>(trigger: Trigger<Event>, hostOrFactory: HostOrFactory): Run {
  const hostOf = once(typeof hostOrFactory === 'function' ? hostOrFactory : () => hostOrFactory);
  return async (event, api, read) => {
    let recordId: string | undefined;
    const decideAndCarryOut = async (): Promise<void> => {
      const host = hostOf();
      const platform = platformOf(event, api);
      const native = await read(event, api, platform, host);
      const { answer, record } = await enforce(trigger.adapter(host, native), {
        ...host,
        sources: host.sources(platform),
        sink: host.sink ?? createConsoleSink(),
        budgetMs: trigger.budgetMs,
      })(native);
      recordId = record.id;
      if (host.sink !== undefined) console.log(explainLine(record));
      carryOut(withRecordId(answer, record.id), api, platform, record);
    };
    const failure = await decideAndCarryOut().then(() => undefined, nameOf);
    if (failure === undefined) return;
    const id = recordId ?? crypto.randomUUID();
    console.error(`assay: server_error, ${failure}, ${id}`);
    if (applyEffects(trigger.fail(id), { api, secrets: () => undefined }).failed !== undefined)
      throw new Error(`server_error ${id}`);
  };
}

function carryOut(effects: Effects, api: unknown, { secrets }: Platform, { id }: DecisionRecord): void {
  const { failed, skipped } = applyEffects(effects, { api, secrets });
  for (const call of skipped) console.warn(`assay: api.${call} was not taken, ${id}`);
  if (failed !== undefined) throw new CallFailed(failed);
}

/** A call the decision rests on was not taken. */
class CallFailed extends Error {
  override readonly name = 'CallFailed';
}

/** What failed, in words of our own: the text of an unknown error may hold anything. */
function nameOf(cause: unknown): string {
  if (cause instanceof CallFailed) return `api.${cause.message} was not taken`;
  return isAssayError(cause) ? cause.code : `unexpected ${cause instanceof Error ? cause.name : typeof cause}`;
}

/** Calls `make` once, and gives what it came to from then on, a failure too. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | { readonly cause: unknown } | undefined;
  return () => {
    made ??= attempt(make);
    if ('cause' in made) throw made.cause;
    return made.value;
  };
}

function attempt<T>(make: () => T): { readonly value: T } | { readonly cause: unknown } {
  try {
    return { value: make() };
  } catch (cause) {
    return { cause };
  }
}
