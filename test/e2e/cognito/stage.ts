// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DecisionRecord } from '@assay/core/log';
import { recordProblems } from '../../src/record-schema.ts';
import { startEmulator, type Emulator } from './emulator.ts';
import { createTokenReader, type TokenReader } from './tokens.ts';

/** An emulator with a folder of its own, and what its functions record. */
export interface Stage {
  readonly folder: string;
  readonly emulator: Emulator;
  /** The file of the records. */
  readonly collected: string;
  /** The records since they were last forgotten. Throws where one is not valid by the published schema. */
  readonly records: () => readonly DecisionRecord[];
  /** The only one of them; throws where there is none, or another. */
  readonly onlyRecord: () => DecisionRecord;
  readonly forgetRecords: () => void;
  /** Reads tokens of a pool. */
  readonly readerOf: (poolId: string) => TokenReader;
  readonly close: () => Promise<void>;
}

/** Starts ministack. */
export async function openStage(command: string): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
  const collected = join(folder, 'records.jsonl');
  const forgetRecords = (): void => writeFileSync(collected, '');
  forgetRecords();
  const emulator = await startEmulator(command, folder, collected);
  const records = (): readonly DecisionRecord[] => {
    const lines = readFileSync(collected, 'utf8').split('\n').filter(Boolean);
    const all = lines.map((line) => JSON.parse(line) as DecisionRecord); // sound: checked by the next line
    const problems = all.flatMap(recordProblems);
    if (problems.length > 0) throw new Error(`a record is not as published: ${problems.join('; ')}`);
    return all;
  };
  return {
    folder,
    emulator,
    collected,
    records,
    onlyRecord: () => {
      const [record, ...more] = records();
      if (record === undefined || more.length > 0) throw new Error(`expected one record, found ${records().length}`);
      return record;
    },
    forgetRecords,
    readerOf: (poolId) =>
      createTokenReader({
        jwks: `${emulator.url}/${poolId}/.well-known/jwks.json`,
        issuer: `https://cognito-idp.us-east-1.amazonaws.com/${poolId}`,
      }),
    close: async () => {
      await emulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
