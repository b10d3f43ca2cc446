// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import type { IssuanceRequest } from '@assay/core/model';
import type { CompiledVector } from './compile.ts';
import type { Effect } from './effect.ts';
import type { NativeForm } from './native/native.ts';
import type { Vector } from './vector.ts';

/** One attempt at a built artefact: the records it left, and what the platform would make of what it did. */
export interface Ran {
  readonly records: readonly DecisionRecord[];
  readonly effect: Effect;
  /** What it printed beside its records. */
  readonly printed: readonly string[];
}

/** A platform with the artefact of a vector's project on it. */
export interface Platform {
  readonly name: string;
  readonly native: NativeForm;
  /** `told` is the request as the platform tells it. */
  run(vector: Vector, compiled: CompiledVector, asked: IssuanceRequest, told: IssuanceRequest): Promise<Ran>;
  /** What the client is told of a refusal. */
  told(error: string, recordId: string, request: IssuanceRequest): string;
  /** The effect as this platform shows it, given that of the core. */
  shows(effect: Effect, request: IssuanceRequest, vector: Vector): Effect;
  close(): Promise<void>;
}
