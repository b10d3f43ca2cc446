// SPDX-License-Identifier: Apache-2.0
export { importLines, type Imported, type ImportOptions, type Rejected } from './import-lines.ts';
export { recordsIn, type Found } from './records-in.ts';
