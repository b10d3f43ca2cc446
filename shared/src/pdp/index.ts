// SPDX-License-Identifier: Apache-2.0
export type { Pdp } from './pdp.ts';
export {
  TABLE_VERSION,
  type DecisionTable,
  type DynamicScope,
  type Expr,
  type Governance,
  type Ir,
  type PolicyInfo,
  type Requirement,
  type Rule,
  type Slot,
  type SlotType,
  type Variable,
} from './table.ts';
