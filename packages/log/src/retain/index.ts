// SPDX-License-Identifier: Apache-2.0
export { exportDay, exportOf, type Manifest } from './export-day.ts';
export { planRetention, type Exported, type PlannedDay, type PlanOptions, type RetentionPlan } from './plan.ts';
export { readExport } from './read-export.ts';
export { retain, type RetainedDay, type RetainOptions } from './retain.ts';
