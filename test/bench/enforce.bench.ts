// SPDX-License-Identifier: Apache-2.0
// enforce, whole: a Cognito event in, sources read, decided, guarded, recorded with the digest of its inputs, answered; call by call. Nothing in it waits, so the time of a call is CPU time, and what else ran meanwhile.
import { hash } from 'node:crypto';
import { cognito, parseSettings } from '@assay/cognito';
import { createTablePdp, openTable } from '@assay/core/pdp';
import { enforce, type Ports } from '@assay/core/pep';
import { createMemorySource } from '@assay/core/pip';
import type { JsonObject } from '@assay/core/model';
import { percentile } from './measure.ts';
import { compileWorkload } from './project.ts';
import { AUDIENCE, createWorkload } from './workload.ts';

export interface EnforceFigures {
  readonly rules: number;
  readonly p50: number;
  readonly p99: number;
}

const CALLS = 20_000;
const WARM_UP = 20_000;

export async function benchEnforce(size: number): Promise<EnforceFigures> {
  const workload = createWorkload(size);
  const sha256 = (text: string): string => hash('sha256', text, 'hex');
  const bySubject = (source: string): JsonObject =>
    Object.fromEntries(workload.inputs.map(({ attributes }, i) => [`user-${i}`, attributes[source] ?? {}]));
  let written = 0;
  const ports: Ports = {
    pdp: createTablePdp(openTable(compileWorkload(workload).text, sha256)),
    sources: ['iga', 'risk', 'app'].map((name) => ({
      source: createMemorySource(name, bySubject(name), { isKeyed: true }),
      key: ['subject', 'id'],
      timeoutMs: 100,
    })),
    sink: {
      name: 'count',
      write(record) {
        written += record.trace.length > 0 ? 1 : 0;
      },
      flush: () => Promise.resolve(),
    },
    log: { required: true, inputs: 'full', redact: [] },
    clock: () => 1_800_000_000_000,
    stopwatch: () => performance.now(),
    newId: () => '01890000-0000-7000-8000-000000000000',
    sha256,
    onLoss: () => {},
  };
  const settings = parseSettings({ audience: AUDIENCE });
  if (!settings.ok) throw new Error(JSON.stringify(settings.problems));
  const handle = enforce(cognito(settings.value), ports);
  const events = workload.inputs.map(({ request }, i) => ({
    version: '2',
    triggerSource: 'TokenGeneration_HostedAuth',
    region: 'eu-central-1',
    userPoolId: 'eu-central-1_EXAMPLE',
    userName: `user-${i}`,
    callerContext: { awsSdkVersion: 'none', clientId: request.client.id },
    request: {
      userAttributes: {
        sub: `user-${i}`,
        email: `user-${i}@example.com`,
        email_verified: 'true',
        'cognito:user_status': 'CONFIRMED',
      },
      groupConfiguration: { groupsToOverride: ['staff'], iamRolesToOverride: [], preferredRole: null },
      scopes: request.scopes,
      clientMetadata: { tenant: request.context.parameters['tenant'] ?? '' },
    },
    response: {},
  }));
  const times: number[] = [];
  for (let i = 0; i < WARM_UP + CALLS; i++) {
    const event = events[i % events.length];
    const before = process.hrtime.bigint();
    await handle(event);
    if (i >= WARM_UP) times.push(Number(process.hrtime.bigint() - before) / 1000);
  }
  if (written < CALLS) throw new Error(`${written} records for ${CALLS} attempts`);
  return { rules: size, p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

if (import.meta.main) console.log(JSON.stringify(await benchEnforce(Number(process.argv[2] ?? 100))));
