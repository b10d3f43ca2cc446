// SPDX-License-Identifier: Apache-2.0
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Gate } from './gate.ts';
import type { Decided, LoadedPolicy } from './options.ts';

/** What the bridge counts; `docs/bridge.md` explains each. */
export interface Metrics {
  readonly decided: (decided: Decided, seconds: number) => void;
  readonly failed: () => void;
  readonly shed: () => void;
  readonly invalidAsk: () => void;
  readonly refusedPep: (status: number) => void;
  readonly rateLimited: (pep: string) => void;
  readonly reloaded: (how: 'post' | 'watch', result: 'changed' | 'unchanged' | 'refused') => void;
  readonly event: (kind: string) => void;
  readonly lost: (records: number) => void;
  readonly ready: (isReady: boolean) => void;
  /** In the text format of Prometheus. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

type Labels = Pick<Required<Decided>, 'outcome' | 'effect' | 'grant'>;

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

export function createMetrics(policy: () => LoadedPolicy, gate: Gate): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = <T extends string>(
    name: string,
    help: string,
    labelNames: readonly T[],
    collect?: (this: Counter<T>) => void,
  ): Counter<T> =>
    new Counter({
      name: `assay_bridge_${name}`,
      help,
      labelNames: [...labelNames],
      registers,
      ...(collect && { collect }),
    });
  const gauge = <T extends string>(
    name: string,
    help: string,
    labelNames: readonly T[],
    collect?: (this: Gauge<T>) => void,
  ): Gauge<T> =>
    new Gauge({
      name: `assay_bridge_${name}`,
      help,
      labelNames: [...labelNames],
      registers,
      ...(collect && { collect }),
    });

  // counted here, and told when it is asked for: a label costs a microsecond each time it is looked up
  const counts = new Map<string, { readonly labels: Labels; count: number }>();
  counter(
    'decisions_total',
    'Answers to asks, by outcome, effect and grant.',
    ['outcome', 'effect', 'grant'],
    function () {
      this.reset();
      for (const { labels, count } of counts.values()) this.inc(labels, count);
    },
  );
  const countDecision = ({ outcome, effect = '', grant = '' }: Decided): void => {
    const key = `${outcome} ${effect} ${grant}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { labels: { outcome, effect, grant }, count: 1 });
    else known.count++;
  };
  const durations = new Histogram({
    name: 'assay_bridge_decision_duration_seconds',
    help: 'From an ask that was read to its answer, record included.',
    buckets: SECONDS,
    registers,
  });
  gauge('decisions_in_flight', 'Asks that are being answered.', [], function () {
    this.set(gate.size());
  });
  const failures = counter('failures_total', 'Asks answered with 500: something that should not happen.', []);
  const shed = counter('shed_total', 'Asks answered with 503 because there was too much to do.', []);
  const invalid = counter('invalid_asks_total', 'Asks that do not fit the schema; they are decided, and refused.', []);
  const refused = counter('refused_peps_total', 'Requests of whoever is not known (401) or not allowed (403).', [
    'status',
  ]);
  const limited = counter('rate_limited_total', 'Requests answered with 429.', ['pep']);
  const reloads = counter('reloads_total', 'Attempts to replace the policy.', ['how', 'result']);
  const events = counter('events_total', 'Events told by enforcement points.', ['kind']);
  const losses = counter('lost_records_total', 'Decisions answered whose record could not be written.', []);
  const isReady = gauge('ready', 'Whether /readyz said yes when it was last asked.', []);
  gauge('policy_info', 'The digest of the policy that decides; always 1.', ['digest'], function () {
    this.reset();
    this.set({ digest: policy().digest }, 1);
  });
  gauge('policy_loaded_timestamp_seconds', 'When the policy that decides was loaded.', [], function () {
    this.set(policy().loadedAt / 1000);
  });

  return {
    decided: (decided, seconds) => {
      countDecision(decided);
      durations.observe(seconds);
      if (decided.lossy === true) losses.inc();
    },
    failed: () => failures.inc(),
    shed: () => shed.inc(),
    invalidAsk: () => invalid.inc(),
    refusedPep: (status) => refused.inc({ status }),
    rateLimited: (pep) => limited.inc({ pep }),
    reloaded: (how, result) => reloads.inc({ how, result }),
    event: (kind) => events.inc({ kind }),
    lost: (records) => losses.inc(records),
    ready: (value) => isReady.set(value ? 1 : 0),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
