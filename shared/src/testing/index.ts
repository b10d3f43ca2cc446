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
export { evaluate, evaluateCharged, EVAL_ERROR } from './evaluate.ts';
export { parseDuration } from '../pdp/values/duration.ts';
export { matcher } from '../pdp/ops/regex.ts';
export { compare } from '../pdp/values/compare.ts';
export { equal } from '../pdp/values/equal.ts';
export { KINDS } from '../pdp/values/kinds.ts';
export { keyOf, mapOf, optionalAt, valueAt } from '../pdp/values/maps.ts';
export { narrowing, widening } from '../pdp/values/represent.ts';
export { Duration, KeyedMap, NONE, Opaque, Optional, Timestamp, TypeValue, Uint } from '../pdp/values/special.ts';
export { parseTimestamp } from '../pdp/values/timestamp.ts';
export { toJson } from '../pdp/values/to-json.ts';
