// SPDX-License-Identifier: Apache-2.0
import { nameOfThrown } from '@assay/core/errors';
import type { DecisionRecord, DecisionSink } from '@assay/core/log';
import { enforce, type Adapter } from '@assay/core/pep';
import { applyEffects } from './apply.ts';
import { createConsoleSink } from './console-sink.ts';
import { withRecordId, type Effects } from './effects.ts';
import { detectFeatures, type Features } from './features.ts';
import { platformOf, type Host, type Platform } from './host.ts';
import type { Native } from './native.ts';
import { notTaken } from './not-taken.ts';

/** One trigger of Auth0, as an Action runs it. */
export interface Trigger<Event> {
  readonly adapter: (host: Host, native: Native) => Adapter<Event, Effects>;
  readonly budgetMs: number;
  /** Whether target scopes can be set, where scopes are the trigger's. Never rejects. */
  readonly probe?: (event: unknown, api: unknown, isObserving: boolean) => Promise<boolean>;
  /** The denial where something failed that should not. */
  readonly fail: (correlationId: string) => Effects;
}

/** What an execution is read with. */
export interface Reading {
  readonly event: unknown;
  readonly api: unknown;
  readonly features: Features;
  readonly platform: Platform;
  readonly host: Host;
}

/** What `enforce` is given for an execution. It may read tokens and ask for keys, and says in its answer what is wrong with them. */
export type ReadNative = (reading: Reading) => Native | Promise<Native>;

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
    const failed = await attempt(trigger, hostOf, event, api, read).catch((cause: unknown) => ({
      failure: nameOfThrown(cause),
      id: crypto.randomUUID() as string,
    }));
    if (failed === undefined) return;
    const { failure, id } = failed;
    console.error(`assay: server_error, ${failure}, ${id}`);
    const denied = await applyEffects(trigger.fail(id), { api, event, secrets: () => undefined });
    if (denied.failed !== undefined) throw new Error(`server_error ${id}`);
  };
}

/** Undefined where all was done; otherwise what failed, in words of our own, and the id of the record that says so. */
async function attempt<Event>(
  trigger: Trigger<Event>,
  hostOf: () => Host,
  event: unknown,
  api: unknown,
  read: ReadNative,
): Promise<{ readonly failure: string; readonly id: string } | undefined> {
  const host = hostOf();
  const startedOn = host.stopwatch();
  const platform = platformOf(event, api);
  const hasTargetScopes = (await trigger.probe?.(event, api, isObserving(host))) === true;
  const features = detectFeatures(event, api, hasTargetScopes);
  const native = await read({ event, api, features, platform, host });
  const sink = host.sink?.(platform) ?? createConsoleSink();
  const { answer, record } = await enforce(trigger.adapter(host, native), {
    ...host,
    sources: host.sources(platform),
    sink,
    // what reading took, of key sets above all, is part of the attempt
    budgetMs: Math.max(1, trigger.budgetMs - (host.stopwatch() - startedOn)),
  })(native);
  const effects = withRecordId(answer, record.id);
  const { failed, skipped } = await applyEffects(effects, { api, event, secrets: platform.secrets });
  for (const call of skipped) console.warn(`assay: api.${call} was not taken, ${record.id}`);
  if (failed === undefined) return undefined;
  const id = await recordAgain(notTaken(record, failed, host.newId(native)), sink, record);
  return { failure: `api.${failed} was not taken`, id };
}

/** The id a client is told: that of the record which says what came of it, or of the first where that one could not be written. */
async function recordAgain(record: DecisionRecord, sink: DecisionSink, first: DecisionRecord): Promise<string> {
  try {
    await sink.write(record);
    return record.id;
  } catch {
    return first.id;
  }
}

/** Whether whatever comes is only observed: where it depends on the request, that is not known yet. */
const isObserving = ({ pdp: { governance } }: Host): boolean =>
  governance.mode === 'observe' && governance.otherMode === undefined;

/** Calls `make` once, and gives what it came to from then on, a failure too. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | { readonly cause: unknown } | undefined;
  return () => {
    made ??= outcomeOf(make);
    if ('cause' in made) throw made.cause;
    return made.value;
  };
}

function outcomeOf<T>(make: () => T): { readonly value: T } | { readonly cause: unknown } {
  try {
    return { value: make() };
  } catch (cause) {
    return { cause };
  }
}
