// SPDX-License-Identifier: Apache-2.0
import type { IssuanceDecision } from '../model/decision.ts';
import type { Attributes, IssuanceRequest } from '../model/request.ts';
import { decide } from './decide.ts';
import { embed } from './embedded.ts';
import type { OpenedTable } from './open-table.ts';
import { WHOLE_LANGUAGE, type Language } from './language.ts';
import type { Narrowable, Pdp } from './pdp.ts';
import { createRuntime, type Runtime } from './runtime.ts';
import type { DecisionTable } from './table.ts';
import { sourcesFor } from './sources-for.ts';

/** A PDP over a decision table: decides at once, in process. */
export interface TablePdp extends Pdp {
  decide(request: IssuanceRequest, attributes: Attributes): IssuanceDecision;
  /** What `explain` looks into. */
  readonly runtime: Runtime;
}

/** A PDP over an opened table, every rule of it built now. Throws ERR_TABLE_INVALID where the table refers to what it does not hold; after that nothing throws. */
export function createTablePdp(opened: OpenedTable): TablePdp {
  const pdp = createBuiltTablePdp(opened, WHOLE_LANGUAGE);
  opened.table.rules.forEach((_, index) => pdp.runtime.ruleAt(index));
  return pdp;
}

/**
 * As `createTablePdp`, but rules are built when they are first needed: for an artefact, whose table is the compiler's and whose first decision
 * should not wait. `language` holds what the table uses of it (`partsOf` of the compiler names that). A rule that cannot be built denies.
 */
export function createBuiltTablePdp({ table, digest }: OpenedTable, language: Language): TablePdp {
  const runtime = createRuntime(table, digest, language);
  return embed({
    runtime,
    digest,
    governance: table.governance,
    parameters: table.parameters,
    narrowable: narrowableBy(table),
    sources: runtime.sources,
    sourcesFor: (request: IssuanceRequest) => sourcesFor(runtime, request),
    decide: (request: IssuanceRequest, attributes: Attributes) => decide(runtime, request, attributes),
  });
}

/** What the `limit` of some rule speaks of. */
function narrowableBy({ details, rules }: DecisionTable): Narrowable {
  return Object.fromEntries(
    Object.entries(details).map(([type, indexes]) => [
      type,
      indexes.flatMap((index) => rules[index]?.limit?.map(({ path }) => path) ?? []),
    ]),
  );
}
