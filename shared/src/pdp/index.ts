// SPDX-License-Identifier: Apache-2.0
export type { Pdp } from './pdp.ts';
export { createBuiltTablePdp, createTablePdp, type TablePdp } from './table-pdp.ts';
export { openBuiltTable, openTable, type OpenedTable } from './open-table.ts';
export { explain } from './explain.ts';
export type {
  ExplainedCell,
  ExplainedCondition,
  ExplainedItem,
  ExplainedRead,
  ExplainedRule,
  Explanation,
  Truth,
} from './explain.ts';
export { isCut, readTrace, type TraceEntry } from './trace.ts';
export { MAX_STEPS } from './eval/work.ts';
export { governs, modeOf } from './governance.ts';
export { constantValue } from './eval/constant.ts';
export { toJson } from './values/to-json.ts';
export { WHOLE_LANGUAGE, type Language } from './language.ts';
export * from './ops/families.ts';
export { FAMILIES } from './ops/index.ts';
export { MAX_ITEMS } from './ops/bounded.ts';
export { scopeValue } from './rules/scope-variable.ts';
export { decideMembers } from './sections/members.ts';
export { requestAndGrant } from './sections/request-and-grant.ts';
export { decideDetails } from './sections/details.ts';
export type { Builder, Op, Ops } from './eval/op.ts';
export {
  TABLE_VERSION,
  type DecisionTable,
  type DetailMember,
  type DynamicScope,
  type Governance,
  type Ir,
  type Limit,
  type PolicyInfo,
  type Requirement,
  type Rule,
  type ScopeVariableType,
  type Slot,
  type SlotType,
  type StructuredType,
  type Variable,
} from './table.ts';
