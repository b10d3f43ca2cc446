// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { DecisionRecord } from '@assay/core/log';
import type { IssuanceDecision, JsonObject } from '@assay/core/model';
import type { Pdp } from '@assay/core/pdp';
import { enforce, isDecision, type Ports } from '@assay/core/pep';
import type { AttributeSource, Reading, SourceBinding } from '@assay/core/pip';
import type { Project, SourceConfig } from '../document/project.ts';
import type { Silence } from './fixture-shapes.ts';
import type { CaseAnswer, CaseInputs } from './test-case.ts';
import { testAdapter } from './test-adapter.ts';

/** What one decision of a case came to. */
export interface CaseOutcome {
  readonly decision: IssuanceDecision;
  readonly record: DecisionRecord;
}

/** Decides inputs: with the record's frozen inputs as the project has them, or without, which takes half the time. */
export type CaseRunner = (inputs: CaseInputs, withInputs: boolean) => Promise<CaseOutcome>;

export interface CaseRunnerOptions {
  readonly project: Project;
  readonly pdp: Pdp;
  /** Requirements the trigger can start. */
  readonly starts: readonly string[];
}

/** The id of every record made by a test: that of a UUIDv7 of no time at all. */
const RECORD_ID = '00000000-0000-7000-8000-000000000000';

/** Decides cases as a host would: sources read, decided, guarded, recorded. Only what sources say, time and ids are the test's. One after the other: the runner holds the case it is at. */
export function createCaseRunner({ project, pdp, starts }: CaseRunnerOptions): CaseRunner {
  let current: CaseInputs | undefined;
  let withInputs = false;
  let failure: unknown;
  const { required, inputs, redact } = project.log;
  const whole = { required, inputs, redact };
  const short = { required, inputs: 'none', redact } as const;
  const ports: Ports = {
    pdp,
    isDecision,
    sources: project.sources.map((config) => bindingOf(config, () => current)),
    sink: { name: 'test', write: () => undefined, flush: () => Promise.resolve() },
    get log() {
      return withInputs ? whole : short;
    },
    clock: () => current?.now ?? 0,
    stopwatch: () => 0,
    newId: () => RECORD_ID,
    sha256,
    onLoss: ({ cause }) => {
      failure = cause;
    },
  };
  const handle = enforce(testAdapter(starts), ports);
  return async (given, isWhole) => {
    current = given;
    withInputs = isWhole;
    const { decision, record } = await handle(given.request);
    if (failure !== undefined) throw failure;
    return { decision, record };
  };
}

/** SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function bindingOf({ name, key, absent, failed }: SourceConfig, current: () => CaseInputs | undefined): SourceBinding {
  return {
    source: sourceOf(name.value, current),
    // only a source that is said to be late is waited for
    timeoutMs: 1,
    ...(key && { key }),
    ...(absent && { absent }),
    ...(failed && { failed }),
  };
}

function sourceOf(name: string, current: () => CaseInputs | undefined): AttributeSource {
  return { name, read: (key) => reading(said(current()?.answers.get(name), key)) };
}

function said(answer: CaseAnswer | undefined, key: string): JsonObject | Silence {
  if (answer === undefined) return 'nothing';
  return answer.kind === 'any' ? answer.value : (answer.values.get(key) ?? 'nothing');
}

function reading(value: JsonObject | Silence): Reading | Promise<Reading> {
  if (value === 'error') throw new Error('the test says that the source fails');
  if (value === 'timeout') return new Promise(() => undefined);
  return { value: value === 'nothing' ? undefined : value };
}
