// SPDX-License-Identifier: Apache-2.0
export type { AttributeSource, Evidence, Reading, SourceBinding } from './source.ts';
