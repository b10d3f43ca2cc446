// SPDX-License-Identifier: Apache-2.0
import type { FormatName } from '../formats/formats.ts';
import type { ExportItem } from '../item.ts';

/** An item, and its text in the form that is wanted; of Parquet the text of its record, by which it is measured. */
export interface Written {
  readonly item: ExportItem;
  readonly text: string;
}

/** Where records are handed on. */
export interface Destination {
  /** For people; no secret is in it. */
  readonly place: string;
  /** What it takes at once. */
  readonly limits: Limits;
  /** Resolves once all of them are safe there. Rejects with ERR_EXPORT; some may be there all the same, and come again. */
  send(batch: readonly Written[]): Promise<void>;
  /** Brings the last of it to safety. */
  close(): Promise<void>;
  /** In the place of `close` where it failed; `close`, where absent. */
  abandon?(): Promise<void>;
  /** What was sent is only safe once it is closed: a file that is written as one. */
  readonly isSafeAtClose?: boolean;
}

export interface Limits {
  readonly items: number;
  readonly bytes: number;
}

/** What destinations have from outside. */
export interface DestinationPorts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly fetch: typeof fetch;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Resolves once it was taken. */
  readonly writeOut: (text: string) => Promise<void>;
}

export interface DestinationOptions {
  readonly format: FormatName;
  readonly ports: DestinationPorts;
}
