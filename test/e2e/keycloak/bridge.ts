// SPDX-License-Identifier: Apache-2.0
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DecisionRecord } from '@assay/core/log';
import { recordProblems } from '../../src/record-schema.ts';
import { edit } from '../cognito/project.ts';
import { fromSources, serve, type Served } from '../served.ts';

/** `assay serve` in a process of its own, and what it records. */
export interface Bridge extends Served {
  readonly project: string;
  /** All there are, in the order they were written. Throws where one is not valid by the published schema. */
  readonly records: () => readonly DecisionRecord[];
}

const PROJECT = join(__dirname, 'project');
const HOST = join(__dirname, '../collector/cli-host.ts');

/** Copies the project into `folder`, has it read its source at `surroundings`, and serves it. */
export async function startBridge(folder: string, surroundings: string): Promise<Bridge> {
  const project = join(folder, 'project');
  cpSync(PROJECT, project, { recursive: true });
  edit(join(project, 'assay.yaml'), 'http://127.0.0.1:1/', `${surroundings}/`);
  const server = await serve(folder, { command: fromSources(HOST) });
  const log = join(project, 'records.jsonl');
  return { ...server, project, records: () => (existsSync(log) ? readRecords(log) : []) };
}

function readRecords(path: string): readonly DecisionRecord[] {
  const all = readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .flatMap((line): readonly DecisionRecord[] => {
      const { entry: _, ...record } = JSON.parse(line) as DecisionRecord & { readonly entry?: unknown }; // sound: checked below
      return 'kind' in record ? [] : [record];
    });
  const problems = all.flatMap(recordProblems);
  if (problems.length > 0) throw new Error(`a record is not as published: ${problems.join('; ')}`);
  return all;
}
