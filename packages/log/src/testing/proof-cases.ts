// SPDX-License-Identifier: Apache-2.0
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { entryOf } from '../entry/make-entry.ts';
import { checkProof } from '../proof/check-proof.ts';
import { proveConsistency, proveEntry } from '../prove/prove-entry.ts';
import { verifyLog } from '../prove/verify-log.ts';
import type { LogStore } from '../store/log-store.ts';
import { seal } from '../tree/seal.ts';
import { appendAndSeal, decisionOf, decisionsOf, testSigner } from './log-of.ts';
import { TEST_START } from './record-of.ts';

interface ProofCase {
  readonly name: string;
  readonly run: (open: () => Promise<LogStore>) => Promise<void>;
}

const DAY = 86_400_000;

/** What every store proves. */
export const PROOF_CASES: readonly ProofCase[] = [
  {
    name: 'is verified, and proves what is in it, after an erasure and a day that was dropped, too',
    run: async (open) => {
      const { signer, verifier } = testSigner();
      const store = await open();
      await appendAndSeal(store, signer, decisionsOf(0, 7));
      const later = Array.from({ length: 6 }, (_, n) => decisionOf({ n: 7 + n, time: TEST_START + DAY + n * 1000 }));
      await appendAndSeal(store, signer, later);
      const report = await verifyLog(store, [verifier]);
      deepStrictEqual(
        [report.ok, report.size, report.signed, report.entries, report.checkpoints, report.findings],
        [true, 13, 13, 13, 2, []],
      );

      const id = later[2]!.record.id; // sound: six of them
      const told = checkProof(await proveEntry(store, verifier, id, { disclose: ['/who'] }), verifier).proven;
      ok(told?.proves === 'inclusion');
      deepStrictEqual(told.entries[0]?.disclosed, [{ pointer: '/who/subject/id', json: '"dana"' }]);
      strictEqual(checkProof(await proveConsistency(store, verifier, 7), verifier).problem, undefined);

      await store.erase([entryOf(later[2]!).key]); // sound: as above
      const dropped = await store.dropPartition('2026-11-20');
      const time = new Date(TEST_START + DAY).toISOString();
      const retention = {
        kind: 'retention',
        writer: 'r',
        seq: 0,
        time,
        day: '2026-11-20',
        entries: dropped,
        by: 'ops',
      } as const;
      await store.append([entryOf(retention)]);
      await seal(store, signer, () => TEST_START);
      const after = await verifyLog(store, [verifier]);
      deepStrictEqual(
        [after.ok, after.size, after.signed, after.dropped, after.erased, after.checkpoints, Object.keys(after.counts)],
        [true, 14, 14, 7, 1, 3, ['retention', 'number-dropped']],
      );
      strictEqual(checkProof(await proveEntry(store, verifier, id), verifier).problem, undefined);
    },
  },
];
