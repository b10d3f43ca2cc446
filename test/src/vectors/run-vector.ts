// SPDX-License-Identifier: Apache-2.0
import { readTrace, type DecisionTable } from '@assay/core/pdp';
import { isDecision, type Enforced } from '@assay/core/pep';
import type { AttributeSource, SourceBinding } from '@assay/core/pip';
import { createFixedClock, createMemorySink } from '@assay/core/testing';
import type { SourceConfig } from '@assay/policy';
import type { CompiledVector } from './compile.ts';
import type { Implementation } from './implementations.ts';
import { sha256 } from './sha256.ts';
import type { SourceAnswer, Vector } from './vector.ts';

/** When a vector that says nothing of it begins. */
export const CLOCK = '2026-01-02T03:04:05Z';

export interface VectorRun {
  readonly enforced: Enforced<unknown>;
  /** Records written, by the sink's account. */
  readonly records: readonly unknown[];
  /** Every rule evaluated, `rule: result`. */
  readonly trace: readonly string[];
}

/** Runs a vector on one implementation, with a fixed clock and fixed ids. */
export async function runVector(
  vector: Vector,
  vectorCompiled: CompiledVector,
  implementation: Implementation,
): Promise<VectorRun> {
  const { project, compiled } = vectorCompiled;
  const { clock, stopwatch, newId } = createFixedClock(Date.parse(vector.clock ?? CLOCK));
  const sink = createMemorySink();
  const { required, inputs, redact } = project.log;
  const enforced = await implementation.attempt(vector, {
    isDecision,
    pdp: implementation.pdp(vectorCompiled),
    sources: project.sources.map((source) => bindingOf(source, vector.sources?.[source.name.value] ?? null)),
    sink,
    log: { required, inputs, redact },
    clock,
    stopwatch,
    newId,
    sha256,
    onLoss: ({ cause }) => {
      throw cause;
    },
  });
  return { enforced, records: sink.records, trace: traceOf(enforced, compiled.table) };
}

function bindingOf({ name, key, timeoutMs, absent, failed }: SourceConfig, answer: SourceAnswer): SourceBinding {
  return {
    source: sourceOf(name.value, answer),
    timeoutMs,
    ...(key && { key }),
    ...(absent && { absent }),
    ...(failed && { failed }),
  };
}

function sourceOf(name: string, answer: SourceAnswer): AttributeSource {
  return {
    name,
    read: () => {
      if (answer === 'error') throw new Error('the source does not answer');
      if (answer === 'timeout') return new Promise(() => undefined);
      return { value: answer ?? undefined };
    },
  };
}

function traceOf({ decision }: Enforced<unknown>, table: DecisionTable): readonly string[] {
  return readTrace(decision.trace).map(({ rule, result }) => `${table.rules[rule]?.id}: ${result}`);
}
