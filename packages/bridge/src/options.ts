// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import type { Limits } from './limits.ts';
import type { LogOptions } from './log.ts';
import type { Pep } from './peps/pep.ts';

/** What became of one ask. */
export interface Decided {
  /** Sent as it is. */
  readonly answer: JsonObject;
  /** `none`: nothing was decided, and nothing recorded. */
  readonly outcome: 'permit' | 'deny' | 'none';
  /** For metrics: what was done, one of a few words. */
  readonly effect?: string;
  /** For metrics: the grant, one of a few words. */
  readonly grant?: string;
  readonly recordId?: string;
  /** Whether the record could not be written. */
  readonly lossy?: boolean;
}

/** What an enforcement point tells of what happened beside issuance. */
export interface BridgeEvent {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly kind: 'gate_removed' | 'gate_weakened' | 'gate_changed' | 'gate_restored' | 'client_deleted' | 'logout';
  readonly what: string;
  readonly by?: { readonly user?: string; readonly client?: string; readonly ip?: string };
  readonly path?: string;
  readonly detail?: string;
}

export interface LoadedPolicy {
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly loadedAt: number;
}

/** What a host gives the bridge; the bridge itself neither decides nor knows of policies. */
export interface BridgeOptions {
  readonly peps: readonly Pep[];
  /** Decides one ask, as it came; undefined where it was no JSON. Where it rejects, the answer is 500. */
  readonly decide: (native: unknown) => Promise<Decided>;
  readonly onEvents: (realm: string, events: readonly BridgeEvent[]) => Promise<void> | void;
  readonly policy: () => LoadedPolicy;
  /** Verifies a posted table and puts it in the place of the one that decides; throws a coded error where it keeps the old one. */
  readonly reload: (
    table: Uint8Array,
    signature: string,
  ) => Promise<{ readonly digest: string; readonly previous: string }>;
  /** Why asks could not be answered now; nothing where they can. */
  readonly isReady: () => Promise<readonly string[]>;
  readonly limits?: Partial<Limits>;
  readonly log?: LogOptions;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}
