// SPDX-License-Identifier: Apache-2.0
export { readJsonLines } from './read-json-lines.ts';
export { createLineSink } from './line-sink.ts';
