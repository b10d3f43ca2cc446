// SPDX-License-Identifier: Apache-2.0
// Real decisions, made of the quickstart's policy and events; then as many of them as a bench wants, each with its own id, time, subject and client.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cognito, parseSettings } from '@assay/cognito';
import { uuidOf, type DecisionRecord } from '@assay/core/log';
import type { Json } from '@assay/core/model';
import { createTablePdp, openTable } from '@assay/core/pdp';
import { enforce } from '@assay/core/pep';
import { compileProject, loadProject } from '@assay/policy';
import { createStaticSource } from '@assay/sources';

const EXAMPLE = join(import.meta.dirname, '../../../examples/quickstart');
const CLIENTS = 50;
const SUBJECTS = 20_000;

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** One record for each event of the quickstart. */
export async function realRecords(inputs: 'full' | 'digest'): Promise<readonly DecisionRecord[]> {
  const { project } = loadProject(EXAMPLE);
  const compiled = project && compileProject(project).compiled;
  const settings = parseSettings(project?.targets[0]?.settings ?? {});
  if (!project || !compiled || !settings.ok) throw new Error('the quickstart does not compile');
  const handle = enforce(cognito(settings.value), {
    pdp: createTablePdp(openTable(compiled.text, sha256)),
    sources: project.sources.flatMap((config) =>
      config.driver === 'static'
        ? [
            {
              source: createStaticSource({
                name: config.name.value,
                path: join(EXAMPLE, config.file.value),
                isKeyed: config.key !== undefined,
              }),
              timeoutMs: config.timeoutMs,
              ...(config.key && { key: config.key }),
              ...(config.absent && { absent: config.absent }),
            },
          ]
        : [],
    ),
    sink: { name: 'none', write: () => {}, flush: async () => {} },
    log: { required: true, inputs, redact: [] },
    clock: Date.now,
    stopwatch: () => performance.now(),
    newId: () => '01890000-0000-7000-8000-000000000000',
    sha256,
    onLoss: () => {},
  });
  const events = readdirSync(join(EXAMPLE, 'events')).toSorted();
  return Promise.all(
    events.map(async (name) => {
      const event = JSON.parse(readFileSync(join(EXAMPLE, 'events', name), 'utf8')) as Json; // sound: a fixture of ours
      return (await handle(event)).record;
    }),
  );
}

/** The n-th record: `step` milliseconds after the one before. */
export function recordAt(real: readonly DecisionRecord[], n: number, start: number, step: number): DecisionRecord {
  const record = real[n % real.length]!; // sound: there are five
  const time = start + Math.floor(n * step);
  return {
    ...record,
    id: uuidOf(time, n.toString(16).padStart(19, '0')),
    time: new Date(time).toISOString(),
    ...(record.who && {
      who: {
        ...record.who,
        subject: { ...record.who.subject, id: `user-${(n * 7919) % SUBJECTS}` },
        client: { ...record.who.client, id: `client-${n % CLIENTS}` },
      },
    }),
  };
}

export const subjectAt = (n: number): string => `user-${(n * 7919) % SUBJECTS}`;
