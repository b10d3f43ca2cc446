// SPDX-License-Identifier: Apache-2.0
import type { Json } from '@assay/core/model';

/** A call of the admin API; paths are relative to the realm, without a `/` before them, each part encoded. */
export interface Write {
  readonly method: 'PUT' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: Json;
  /** What has to be there still for the call to be right: it replaces all of it. */
  readonly guard?: Guard;
}

export interface Guard {
  readonly path: string;
  /** The member of the answer that is compared; all of it, where absent. */
  readonly member?: string;
  /** Members of the answer that the call does not touch. */
  readonly except?: readonly string[];
  readonly before: Json;
}

/** One thing that is otherwise than it has to be. */
export interface Change {
  /** In words, such as ``client profile `assay` ``. */
  readonly what: string;
  /** Null: it is not there. */
  readonly before: Json;
  readonly after: Json;
  /** Empty where something has to be made first: read the realm again, and plan again. */
  readonly writes: readonly Write[];
}
