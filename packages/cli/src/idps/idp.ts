// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import type { DecisionRecord } from '@assay/core/log';
import type { IssuanceDecision, IssuanceRequest, Json, JsonObject, Parsed } from '@assay/core/model';
import { enforce, type Adapter, type Capabilities, type Ports } from '@assay/core/pep';
import type { TargetCapability } from '@assay/policy';
import type { Recipe } from '../artefact/recipe.ts';

/** What one event came to, with the native answer as JSON. */
export interface Decided {
  readonly decision: IssuanceDecision;
  readonly native: Json;
  readonly record: DecisionRecord;
  /** What is wrong with the event, where it could not be read. */
  readonly problems: readonly Problem[];
}

export type Decider = (event: unknown) => Promise<Decided>;

/** What an event may have been like that its request does not tell, and what could be carried out for it. */
export interface Circumstance {
  readonly name: string;
  readonly capabilities: Capabilities;
}

/** A trigger of an identity provider under a project's settings. */
export interface ConfiguredTarget {
  readonly decider: (ports: Ports) => Decider;
  /** What it can carry out: of most of its events first, then of other kinds the project has. */
  readonly capabilities: readonly TargetCapability[];
  /** What it may have been able to carry out for a request that was recorded, by what the request does not tell; the likeliest first. */
  readonly capabilitiesOf: (request: IssuanceRequest) => readonly Circumstance[];
  /** How what is deployed there is made; `table`: the bridge loads the decision table as it is. */
  readonly recipe: Recipe | 'table';
}

/** Reads the settings of a target. */
export type Configure = (settings: JsonObject) => Parsed<ConfiguredTarget>;

/** An identity provider the command can speak for. */
export interface Idp {
  /** Its triggers, by the names of their targets in `assay.yaml`. */
  readonly targets: Readonly<Record<string, Configure>>;
  /** The name of the target an event is for. */
  readonly targetOf: (event: unknown) => string;
  /** Whether it asks a bridge, where others run an artefact. */
  readonly isServed?: true;
}

/** A decider that is an adapter, and how its answer looks to the platform. */
export function deciderOf<Event, Answer>(
  adapter: Adapter<Event, Answer>,
  toNative: (answer: Answer) => Json,
): ConfiguredTarget['decider'] {
  return (ports) => {
    const handle = enforce(adapter, ports);
    return async (event) => {
      const { answer, decision, record } = await handle(event);
      const parsed = adapter.parseEvent(event);
      return { decision, record, native: toNative(answer), problems: parsed.ok ? [] : parsed.problems };
    };
  };
}
