// SPDX-License-Identifier: Apache-2.0
export { openJsonLinesStore, type JsonLinesOptions } from './jsonl-store.ts';
