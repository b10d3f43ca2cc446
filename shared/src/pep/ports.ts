// SPDX-License-Identifier: Apache-2.0
import type { DecisionSink, LogSettings } from '../log/sink.ts';
import type { IssuanceDecision } from '../model/decision.ts';
import type { Pdp } from '../pdp/pdp.ts';
import type { SourceBinding } from '../pip/source.ts';
import type { Ceiling } from './ceiling.ts';

/** Everything `enforce` needs from outside: what decides, what is known, where records go, and the few functions a platform has to give. */
export interface Ports {
  readonly pdp: Pdp;
  /**
   * `isDecision`, for a PDP that is not this package's own table: nothing reaches the guard that is no decision. A port, because an artefact, whose PDP is one, has
   * no room for what it does not use.
   */
  readonly isDecision?: (value: unknown) => value is IssuanceDecision;
  readonly sources: readonly SourceBinding[];
  readonly sink: DecisionSink;
  readonly log: LogSettings;
  /** What an operator allows beyond the baseline; nothing, where absent. */
  readonly ceiling?: Ceiling;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Milliseconds that only ever grow; for measuring. */
  readonly stopwatch: () => number;
  /** A UUIDv7 for an attempt: a new one, or (where a platform asks again with the same event, and nothing else tells) the same one for the same event. */
  readonly newId: (native: unknown) => string;
  /** How long the whole of an attempt may take, in milliseconds: sources share it with the log, which keeps its own time. Unlimited, where absent. */
  readonly budgetMs?: number;
  /** SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal. */
  readonly sha256: (text: string) => string;
  /** Called when a record could not be written, whatever happens to the token: count it, and tell an operator. */
  readonly onLoss: (loss: Loss) => void;
}

/** A record that was not written. */
export interface Loss {
  readonly recordId: string;
  readonly sink: string;
  readonly cause: unknown;
  /** Whether the token was refused because of it. */
  readonly isRefused: boolean;
}
