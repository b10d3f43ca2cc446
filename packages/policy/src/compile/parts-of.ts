// SPDX-License-Identifier: Apache-2.0
import * as core from '@assay/core/pdp';
import type { DecisionTable, Ir, Op } from '@assay/core/pdp';
import { sectionPartsOf } from './section-parts.ts';

/** The families of operators, by the names `@assay/core/pdp` exports them under. */
const FAMILIES: Readonly<Record<string, readonly (readonly [string, Op])[]>> = {
  LEAF_OPS: core.LEAF_OPS,
  LOGIC_OPS: core.LOGIC_OPS,
  EQUALITY_OPS: core.EQUALITY_OPS,
  ORDER_OPS: core.ORDER_OPS,
  MEMBERSHIP_OPS: core.MEMBERSHIP_OPS,
  STRUCTURE_OPS: core.STRUCTURE_OPS,
  TEXT_OPS: core.TEXT_OPS,
  ARITHMETIC_OPS: core.ARITHMETIC_OPS,
};

/** What a table uses of the language: names that `@assay/core/pdp` exports. */
export interface Parts {
  readonly families: readonly string[];
  readonly hasDetails: boolean;
}

/** The parts of the language a runtime for this table has to be built with. */
export function partsOf(table: DecisionTable): Parts {
  const used = new Set<string>();
  table.exprs.forEach((ir) => collect(ir, used));
  return {
    families: Object.keys(FAMILIES).filter((name) => FAMILIES[name]?.some(([op]) => used.has(op))),
    hasDetails: Object.keys(table.details).length > 0,
  };
}

/** JavaScript that makes the language of a table, and imports what it is made of: what a bundler starts an artefact from. */
export function languageModule(table: DecisionTable): string {
  const { families, hasDetails } = partsOf(table);
  const sections = [...(hasDetails ? ['decideDetails'] : []), ...sectionPartsOf(table)];
  const names = [...families, ...sections];
  const ops = families.map((name) => `...${name}`).join(', ');
  return [
    ...(names.length > 0 ? [`import { ${names.join(', ')} } from '@assay/core/pdp';`] : []),
    `export const LANGUAGE = { ${[`ops: new Map([${ops}])`, ...sections].join(', ')} };`,
    '',
  ].join('\n');
}

function collect([op, ...operands]: Ir, used: Set<string>): void {
  used.add(op);
  for (const operand of operands) if (Array.isArray(operand)) collect(operand as Ir, used); // sound: an operand that is a list is an expression
}
