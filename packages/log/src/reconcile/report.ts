// SPDX-License-Identifier: Apache-2.0
import type { IdpLogName } from './idps.ts';

export interface ReconcileOptions {
  /** Milliseconds since 1970: what is compared; of the first event to the last, where absent. */
  readonly since?: number;
  readonly until?: number;
  /** How far a record and its event may be from each other. */
  readonly toleranceMs?: number;
  /** A subject as the log has it, where its ids are keyed hashes. */
  readonly subjectAs?: (subject: string) => string;
  readonly onProgress?: (records: number) => void;
}

/** What was found: a token nobody decided; a permit nobody issued; a refusal that was issued; and one that says something else. */
export type ReconcileCode =
  'token-without-record' | 'record-without-token' | 'issued-though-refused' | 'contents-differ';

export interface ReconcileFinding {
  readonly code: ReconcileCode;
  /** RFC 3339: of the event, or of the record where there is none. */
  readonly time: string;
  readonly client: string;
  /** The id of the decision. */
  readonly record?: string;
  readonly event?: { readonly id: string; readonly type: string };
  /** What differs. */
  readonly differs?: readonly ('client' | 'subject' | 'grant' | 'scopes')[];
}

export interface ReconcileReport {
  readonly ok: boolean;
  readonly idp: IdpLogName;
  /** RFC 3339. */
  readonly since?: string;
  readonly until?: string;
  readonly events: {
    readonly issued: number;
    readonly refused: number;
    readonly other: number;
    /** Those that do not say what such an event says. */
    readonly unreadable: number;
    /** How often each type came that is not known. */
    readonly unknown: Readonly<Record<string, number>>;
  };
  readonly records: { readonly permitted: number; readonly refused: number };
  readonly matched: number;
  readonly counts: Readonly<Partial<Record<ReconcileCode, number>>>;
  /** The first thousand of each. */
  readonly findings: readonly ReconcileFinding[];
}
