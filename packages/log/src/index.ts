// SPDX-License-Identifier: Apache-2.0
export { createJsonLinesSink } from './json-lines-sink.ts';
export { readJsonLines } from './read-json-lines.ts';
export { createLineSink } from './line-sink.ts';
