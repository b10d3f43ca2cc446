// SPDX-License-Identifier: Apache-2.0
export { examineTenant, type ExpectedAction } from './examine.ts';
export type { ExportedDocument, TenantExport, TenantFacts } from './facts.ts';
export { parseExport } from './parse-export.ts';
