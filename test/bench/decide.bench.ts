// SPDX-License-Identifier: Apache-2.0
// One decision with its trace, against the floor and a peer; all in one process, rounds interleaved.
import { deepStrictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { IssuanceDecision } from '@assay/core/model';
import { createTablePdp, openTable } from '@assay/core/pdp';
import { createFloor } from './floor.ts';
import { interleave, median, ratio } from './measure.ts';
import { createPeer } from './peer.ts';
import { compileWorkload } from './project.ts';
import { createWorkload } from './workload.ts';

const ROUNDS = 15;
const PASSES = 10;

export interface DecideFigures {
  readonly rules: number;
  readonly floor: number;
  readonly table: number;
  readonly peer: number;
  readonly overFloor: number;
  readonly underPeer: number;
}

export function benchDecide(size: number): DecideFigures {
  const workload = createWorkload(size);
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const { text, table, digest } = compileWorkload(workload);
  const pdp = createTablePdp(openTable(text, sha256));
  const floor = createFloor(workload, table, digest);
  const peer = createPeer(workload);
  for (const { request, attributes } of workload.inputs) {
    const ours = pdp.decide(request, attributes);
    deepStrictEqual(comparable(floor(request, attributes)), comparable(ours));
    deepStrictEqual(
      peer(request, attributes),
      ours.scopes.granted.map(({ scope }) => scope),
    );
  }
  let kept = 0;
  const pass = (decide: (typeof workload.inputs)[number] extends infer I ? (input: I) => number : never) => () => {
    for (let i = 0; i < PASSES; i++) for (const input of workload.inputs) kept += decide(input);
  };
  const [a = [], b = [], c = []] = interleave(
    [
      pass(({ request, attributes }) => floor(request, attributes).scopes.granted.length),
      pass(({ request, attributes }) => pdp.decide(request, attributes).scopes.granted.length),
      pass(({ request, attributes }) => peer(request, attributes).length),
    ],
    { rounds: ROUNDS, calls: PASSES * workload.inputs.length },
  );
  if (kept === 0) throw new Error('nothing was granted');
  return {
    rules: size,
    floor: median(a),
    table: median(b),
    peer: median(c),
    overFloor: ratio(b, a),
    underPeer: ratio(c, b),
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

if (import.meta.main) console.log(JSON.stringify(benchDecide(Number(process.argv[2] ?? 100))));
