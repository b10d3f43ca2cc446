// SPDX-License-Identifier: Apache-2.0
// One decision with its trace, against the floor and peers; all in one process, rounds interleaved.
import { deepStrictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { IssuanceDecision } from '@assay/core/model';
import { createTablePdp, openTable } from '@assay/core/pdp';
import { createFloor } from './floor.ts';
import { interleave, median, ratio } from './measure.ts';
import { createCedarPeer } from './cedar.ts';
import { createOpaPeer } from './opa.ts';
import { bufbuildCel, celJs, createCelPeer, type Peer } from './peer.ts';
import { compileWorkload } from './project.ts';
import { createWorkload } from './workload.ts';

const ROUNDS = 15;
const PASSES = 10;
/** Cedar is asked fewer times: a call of it takes as long as hundreds of ours. */
const CEDAR_CALLS = 25;

export interface DecideFigures {
  readonly rules: number;
  readonly floor: number;
  readonly table: number;
  readonly peer: number;
  readonly bufbuild: number;
  readonly cedar: number;
  /** 0 where there is no command `opa`. */
  readonly opa: number;
  readonly overFloor: number;
  readonly underPeer: number;
  readonly underBufbuild: number;
  readonly underCedar: number;
  readonly underOpa: number;
}

export async function benchDecide(size: number): Promise<DecideFigures> {
  const workload = createWorkload(size);
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const { text, table, digest } = compileWorkload(workload);
  const pdp = createTablePdp(openTable(text, sha256));
  const floor = createFloor(workload, table, digest);
  const peer = createCelPeer(workload, celJs());
  const bufbuild = createCelPeer(workload, bufbuildCel());
  const cedar = createCedarPeer(workload);
  const opa = await createOpaPeer(workload);
  for (const { request, attributes } of workload.inputs) {
    const ours = pdp.decide(request, attributes);
    deepStrictEqual(comparable(floor(request, attributes)), comparable(ours));
    const granted = ours.scopes.granted.map(({ scope }) => scope);
    deepStrictEqual(peer(request, attributes), granted);
    deepStrictEqual(bufbuild(request, attributes), granted);
  }
  // where nothing fails
  for (const { request, attributes } of workload.inputs
    .filter(({ attributes: { risk } }) => risk?.['score'] !== undefined)
    .slice(0, CEDAR_CALLS))
    for (const other of [cedar, ...(opa ? [opa] : [])])
      deepStrictEqual(
        other(request, attributes),
        pdp.decide(request, attributes).scopes.granted.map(({ scope }) => scope),
      );
  let kept = 0;
  type Input = (typeof workload.inputs)[number];
  const calls = (count: number, decide: (input: Input) => number) => ({
    calls: count,
    run: () => {
      for (let i = 0; i < count; i++) kept += decide(workload.inputs[i % workload.inputs.length]!); // sound: within the inputs
    },
  });
  const granted =
    (ask: Peer) =>
    ({ request, attributes }: Input): number =>
      ask(request, attributes).length;
  const all = PASSES * workload.inputs.length;
  const [a = [], b = [], c = [], d = [], e = [], f = []] = interleave(
    [
      calls(all, ({ request, attributes }) => floor(request, attributes).scopes.granted.length),
      calls(all, ({ request, attributes }) => pdp.decide(request, attributes).scopes.granted.length),
      calls(all, granted(peer)),
      calls(workload.inputs.length, granted(bufbuild)),
      calls(CEDAR_CALLS, granted(cedar)),
      ...(opa ? [calls(workload.inputs.length, granted(opa))] : []),
    ],
    ROUNDS,
  );
  if (kept === 0) throw new Error('nothing was granted');
  return {
    rules: size,
    floor: median(a),
    table: median(b),
    peer: median(c),
    bufbuild: median(d),
    cedar: median(e),
    opa: opa ? median(f) : 0,
    overFloor: ratio(b, a),
    underPeer: ratio(c, b),
    underBufbuild: ratio(d, b),
    underCedar: ratio(e, b),
    underOpa: opa ? ratio(f, b) : 0,
  };
}

/** Left out: the trace (the index passes over rules of other clients, which the floor evaluates), and which of several rules that did not permit is named. */
function comparable(decision: IssuanceDecision): object {
  const { granted, withheld } = decision.scopes;
  const named = withheld.map(({ scope, rule, reason }) =>
    reason.code === 'not_permitted' ? { scope } : { scope, rule, reason },
  );
  return { ...decision, trace: [], scopes: { granted, withheld: named } };
}

if (import.meta.main) console.log(JSON.stringify(await benchDecide(Number(process.argv[2] ?? 100))));
