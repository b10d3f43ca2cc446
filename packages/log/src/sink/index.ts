// SPDX-License-Identifier: Apache-2.0
export { createSettlingAppend } from './append-and-settle.ts';
export { createFallback, type FallbackOptions } from './fallback.ts';
export { createFanOut } from './fan-out.ts';
export { createLogSink, type LogSink, type LogSinkOptions, type SinkProblem } from './log-sink.ts';
export { createSpill, type Drained, type Spill } from './spill.ts';
export { createSummarySink } from './summary-sink.ts';
export { targetOf, type Target } from './target.ts';
