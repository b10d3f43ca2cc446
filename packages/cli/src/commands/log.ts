// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { examples } from '../examples.ts';
import type { Runner } from '../runner.ts';
import { addClaims } from './log/claims.ts';
import { addExport } from './log/export.ts';
import { addImport } from './log/import.ts';
import { addQuery } from './log/query.ts';
import { addErase } from './log/erase.ts';
import { addRetain } from './log/retain.ts';
import { addStats } from './log/stats.ts';
import { addTable } from './log/table.ts';
import { addToken } from './log/token.ts';
import { addWhy } from './log/why.ts';
import { addKeygen } from './log/keygen.ts';
import { addReconcile } from './log/reconcile.ts';
import { addSeal } from './log/seal.ts';
import { addVerify } from './log/verify.ts';
import { addProve } from './log/prove.ts';
import { addCheckpoint } from './log/checkpoint.ts';

/** Every command of `assay log`, in the order of its help. */
const COMMANDS: readonly ((log: Command, run: Runner) => void)[] = [
  addQuery,
  addClaims,
  addWhy,
  addStats,
  addKeygen,
  addSeal,
  addVerify,
  addProve,
  addCheckpoint,
  addReconcile,
  addExport,
  addImport,
  addRetain,
  addErase,
  addTable,
  addToken,
];

/** `assay log`: what was decided. */
export function addLog(program: Command, run: Runner): void {
  const log = program
    .command('log')
    .summary('ask what was decided, why, and whether that is the whole of it')
    .description(
      'Asks the log of the project, or the one `--log` names: what was decided, for whom, by which rule, from which data.',
    )
    .addHelpText(
      'after',
      examples([
        'assay log query --client svc-billing --since 24h',
        'assay log claims --client svc-billing --since 24h',
        'assay log why 01a20038-90d4-7a60-8a06-dbbe3a5a442d --scope payments:write',
        'assay log stats --since 7d',
      ]),
    );
  for (const add of COMMANDS) add(log, run);
}
