// SPDX-License-Identifier: Apache-2.0
import type { Content } from '../entry/entry.ts';
import { entryOf } from '../entry/make-entry.ts';
import type { Appended, LogStore } from '../store/log-store.ts';

/** Where a writer sends what it logs: a store, or a collector that has one. Resolves once all of it is safe. */
export interface Target {
  readonly name: string;
  append(contents: readonly Content[]): Promise<readonly Appended[]>;
  close(): Promise<void>;
}

/** A store as a target. */
export const targetOf = (store: LogStore): Target => ({
  name: store.name,
  append: (contents) => store.append(contents.map((content) => entryOf(content))),
  close: () => store.close(),
});
