// SPDX-License-Identifier: Apache-2.0
export { createFixedClock, type FixedClock } from './fixed-clock.ts';
export { fuzzRuns } from './fuzz-runs.ts';
export { createMemorySink, type MemorySink } from './memory-sink.ts';
export { fullRequest, permitOf, RULE } from './decision-of.ts';
export { testDigest } from './digest.ts';
export { echoAdapter, EVERYTHING, type EchoAnswer } from './echo-adapter.ts';
export { portsOf, TEST_TIME, type TestPorts } from './ports-of.ts';
export { requestOf, type RequestPart } from './request-of.ts';
export {
  artefactOf,
  bool,
  field,
  has,
  list,
  nothing,
  num,
  op,
  pdpOf,
  POLICY,
  read,
  str,
  tableOf,
  variable,
  type Draft,
  type RuleDraft,
  type TableDraft,
} from './table-of.ts';
