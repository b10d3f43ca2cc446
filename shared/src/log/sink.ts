// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from './record.ts';

/** Where records go. `write` returns (or resolves) once the record is as safe as this sink makes it; otherwise it throws. */
export interface DecisionSink {
  readonly name: string;
  write(record: DecisionRecord): void | Promise<void>;
  /** Brings what is buffered to safety; called before a host ends. */
  flush(): Promise<void>;
}
