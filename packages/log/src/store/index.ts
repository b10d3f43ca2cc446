// SPDX-License-Identifier: Apache-2.0
export {
  KINDS,
  type Content,
  type DecisionContent,
  type Entry,
  type ErasureContent,
  type Kind,
  type LossContent,
  type Numbered,
  type RepeatContent,
  type RetentionContent,
  type StoredEntry,
} from '../entry/entry.ts';
export { entryOf, keyOf } from '../entry/make-entry.ts';
export { contentOf, recordOf } from '../entry/reveal.ts';
export type { ClaimShape, DecisionShape, RuleName, Shape } from '../entry/shape.ts';
export { FACETS, termOf, type Facet } from '../entry/terms.ts';
export type {
  Appended,
  ArchivedPolicy,
  Leaf,
  LogStore,
  Page,
  Partition,
  PolicyUse,
  StoredCheckpoint,
} from './log-store.ts';
export type { PageRequest, Question, Tally } from './question.ts';
