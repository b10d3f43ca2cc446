// SPDX-License-Identifier: Apache-2.0
export { examineTenant } from './examine.ts';
export type { ExpectedAction } from './expected.ts';
export type { ExportedDocument, TenantExport, TenantFacts } from './facts.ts';
export { parseExport } from './parse-export.ts';
