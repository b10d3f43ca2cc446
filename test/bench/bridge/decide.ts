// SPDX-License-Identifier: Apache-2.0
// A real decision with its record: `createDecide` for `--decide`. The record is made whole and handed to a sink that counts; with BENCH_LOG, the file of a
// SQLite log, it is written there before the answer leaves.
import { hash, randomBytes } from 'node:crypto';
import type { BridgeOptions } from '@assay/bridge';
import { uuidOf, type DecisionSink } from '@assay/core/log';
import type { JsonObject } from '@assay/core/model';
import { createTablePdp, openTable } from '@assay/core/pdp';
import { createIssuance, DEFAULT_SETTINGS, needsOf } from '@assay/keycloak';
import { createLogSink, targetOf } from '@assay/log/sink';
import { openSqliteStore } from '@assay/log/sqlite';

import { ASK } from './ask.ts';
import { hundredRules } from './policy.ts';

const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** Decides by a hundred rules. */
export async function createDecide(): Promise<BridgeOptions['decide']> {
  const pdp = createTablePdp(openTable(hundredRules().text, sha256));
  const needs = { ...needsOf(pdp.runtime.table, [], sha256), digest: ASK.needs };
  const answer = createIssuance(
    DEFAULT_SETTINGS,
    {
      pdp,
      sources: [],
      sink: await sinkOf(process.env['BENCH_LOG']),
      log: { required: true, inputs: 'full', redact: [] },
      clock: Date.now,
      stopwatch: () => performance.now(),
      newId: () => uuidOf(Date.now(), randomBytes(10).toString('hex')),
      sha256,
      onLoss: ({ cause }) => {
        throw cause;
      },
    },
    needs,
  );
  return async (native) => {
    const { answer: body, record } = await answer(native);
    if (record?.outcome !== 'permit') throw new Error(`the bench is not permitted: ${JSON.stringify(record?.reason)}`);
    return { answer: body as unknown as JsonObject, outcome: 'permit', effect: record.effect, recordId: record.id }; // sound: JSON by its type
  };
}

async function sinkOf(file: string | undefined): Promise<DecisionSink> {
  if (file === undefined) return { name: 'count', write: () => {}, flush: async () => {} };
  return createLogSink(targetOf(await openSqliteStore(file)), { writer: 'bench', clock: Date.now });
}
