// SPDX-License-Identifier: Apache-2.0
export { createFanOut } from './fan-out.ts';
export { createLogSink, type LogSink, type LogSinkOptions, type SinkProblem } from './log-sink.ts';
export { createSpill, drainSpill, type Spill } from './spill.ts';
export { targetOf, type Target } from './target.ts';
