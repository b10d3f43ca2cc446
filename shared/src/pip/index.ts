// SPDX-License-Identifier: Apache-2.0
export { gather, type Gathered, type GatherPorts } from './gather.ts';
export { createMemorySource, type MemorySourceOptions } from './memory-source.ts';
export type { AttributeSource, Evidence, Reading, SourceBinding } from './source.ts';
