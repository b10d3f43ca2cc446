// SPDX-License-Identifier: Apache-2.0
import type { IssuanceDecision } from '../model/decision.ts';
import type { Attributes, IssuanceRequest } from '../model/request.ts';
import { decide } from './decide.ts';
import type { Ops } from './eval/op.ts';
import { explain, type Explanation } from './explain.ts';
import type { OpenedTable } from './open-table.ts';
import { ALL_OPS } from './ops/index.ts';
import type { Pdp } from './pdp.ts';
import { createRuntime } from './runtime.ts';
import { sourcesFor } from './sources-for.ts';

/** A PDP over a decision table: decides at once, in process, and can say why. */
export interface TablePdp extends Pdp {
  decide(request: IssuanceRequest, attributes: Attributes): IssuanceDecision;
  /** What every rule about the request came to, and the attributes it read: made only when asked for. */
  explain(request: IssuanceRequest, attributes: Attributes): Explanation;
}

/**
 * A PDP over an opened table. `ops` are the operators its expressions may use; an artefact passes those its policy needs. Throws
 * ERR_TABLE_INVALID where the table refers to what it does not hold; after that nothing throws.
 */
export function createTablePdp({ table, digest }: OpenedTable, ops: Ops = ALL_OPS): TablePdp {
  const runtime = createRuntime(table, digest, ops);
  return {
    digest,
    governance: table.governance,
    parameters: table.parameters,
    sourcesFor: (request) => sourcesFor(runtime, request),
    decide: (request, attributes) => decide(runtime, request, attributes),
    explain: (request, attributes) => explain(runtime, request, attributes),
  };
}
