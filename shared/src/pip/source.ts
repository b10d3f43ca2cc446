// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../model/json.ts';

/** What a source returned: the value, or undefined where it knows nothing of the key; `asOf` in milliseconds since 1970, where it knows how old its answer is. */
export interface Reading {
  readonly value: JsonObject | undefined;
  readonly asOf?: number;
}

/** The port every source of attributes implements. `read` may throw or never end: the caller bounds both. */
export interface AttributeSource {
  readonly name: string;
  /** It answers from memory, and never waits: its signal is never aborted. */
  readonly isImmediate?: true;
  read(key: string, signal: AbortSignal): Reading | Promise<Reading>;
}

/** A source as a project configures it: its key, its budget, and what stands in for an answer. */
export interface SourceBinding {
  readonly source: AttributeSource;
  /** Own members of the IssuanceRequest that lead to the key ("subject", "id"); absent for a source with one value for all. */
  readonly key?: readonly string[];
  readonly timeoutMs: number;
  /** What is used where the source knows nothing of the key, or fails. Without it, the attributes are absent, and rules that read them err. */
  readonly absent?: JsonObject;
  readonly failed?: JsonObject;
}

/** How a read ended. `absent` and `failed` say whether a stand-in was used by `exception`. */
export interface Evidence {
  readonly source: string;
  readonly status: 'ok' | 'absent' | 'timeout' | 'error' | 'invalid';
  readonly latencyMs: number;
  /** Why it failed, where the source says so in words of ours: no key, secret or answer is in them. */
  readonly reason?: string;
  readonly ageSeconds?: number;
  /** SHA-256 over the canonical form of what the decision saw. */
  readonly digest?: string;
  /** Which stand-in decided when evidence was missing. */
  readonly exception?: 'absent' | 'failed';
}
