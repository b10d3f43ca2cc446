// SPDX-License-Identifier: Apache-2.0
// The body of a process that runs Actions in the emulator of a tenant. Reads nothing but what it is sent.
import {
  createActionInstance,
  type ActionEntrypoint,
  type ActionInstance,
  type ActionReport,
  type ActionTrigger,
  type TenantFeatures,
} from '@assay/auth0/testing';
import { sourcesFetch, type Answers } from './sources-fetch.ts';
import { serve } from './serve.ts';

/** What the process is asked: to run an Action's code on an event. `now` (milliseconds since 1970) stops the clock, and `answers` are what sources say. */
export interface ActionRun {
  readonly code: string;
  readonly trigger: ActionTrigger;
  readonly event: unknown;
  readonly entrypoint?: ActionEntrypoint;
  readonly features?: Partial<TenantFeatures>;
  readonly now?: number;
  readonly answers?: Answers;
  /** In a tenant of its own, which has seen nobody before. */
  readonly isAlone?: boolean;
}

let current: ActionRun | undefined;
const nowOf = (): number => current?.now ?? Date.now();
const instances = new Map<string, ActionInstance>();

class ActionDate extends Date {
  constructor(...args: readonly unknown[]) {
    super(...((args.length === 0 ? [nowOf()] : args) as [number])); // sound: whatever it is, it is for Date to say
  }
  static override now(): number {
    return nowOf();
  }
}

/** An Action is loaded once, and its module lives on, as in a tenant. */
function instanceOf({ code, trigger, features = {}, isAlone = false }: ActionRun): ActionInstance {
  const key = JSON.stringify([trigger, features, code]);
  const known = isAlone ? undefined : instances.get(key);
  if (known !== undefined) return known;
  const fetch = sourcesFetch(() => current?.answers ?? {});
  const instance = createActionInstance({
    code,
    trigger,
    features,
    clock: nowOf,
    globals: { Date: ActionDate, fetch },
  });
  if (!isAlone) instances.set(key, instance);
  return instance;
}

serve(async (asked: ActionRun): Promise<ActionReport> => {
  current = asked;
  const { event, entrypoint } = asked;
  return instanceOf(asked).execute(event, entrypoint === undefined ? {} : { entrypoint });
});
