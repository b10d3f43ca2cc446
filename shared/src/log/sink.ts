// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from './record.ts';

/** Where records go. `write` returns (or resolves) once the record is as safe as this sink makes it; otherwise it throws. */
export interface DecisionSink {
  readonly name: string;
  write(record: DecisionRecord): void | Promise<void>;
  /** Brings what is buffered to safety; called before a host ends. */
  flush(): Promise<void>;
}

/** What a record holds and what its loss means. */
export interface LogSettings {
  /** No record, no token. Otherwise a lost record is counted and reported. */
  readonly required: boolean;
  /** How long a sink may take to write, in milliseconds, before the record counts as lost; 2 seconds, where absent. */
  readonly timeoutMs?: number;
  /** Whether the frozen inputs are kept whole, as a digest, or not at all. */
  readonly inputs: 'full' | 'digest' | 'none';
  /** JSON pointers into the record that are taken out before it is written; `*` stands for any member. */
  readonly redact: readonly string[];
}
