// SPDX-License-Identifier: Apache-2.0
import { FAMILIES, type DecisionTable, type Ir } from '@assay/core/pdp';
import { sectionPartsOf } from './section-parts.ts';

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
    families: Object.entries(FAMILIES).flatMap(([name, ops]) => ([...ops].some(([op]) => used.has(op)) ? [name] : [])),
    hasDetails: Object.keys(table.details).length > 0,
  };
}

/** JavaScript that makes `LANGUAGE`, the language of a table, and imports what it is made of: a part of what a bundler makes an artefact of. */
export function languageModule(table: DecisionTable): string {
  const { families, hasDetails } = partsOf(table);
  const sections = [...(hasDetails ? ['decideDetails'] : []), ...sectionPartsOf(table)];
  const names = [...families, ...sections];
  const ops = families.map((name) => `...${name}`).join(', ');
  return [
    ...(names.length > 0 ? [`import { ${names.join(', ')} } from '@assay/core/pdp';`] : []),
    `const LANGUAGE = { ${[`ops: new Map([${ops}])`, ...sections].join(', ')} };`,
    '',
  ].join('\n');
}

function collect([op, ...operands]: Ir, used: Set<string>): void {
  used.add(op);
  for (const operand of operands) if (Array.isArray(operand)) collect(operand as Ir, used); // sound: an operand that is a list is an expression
}
