// SPDX-License-Identifier: Apache-2.0
import { isAssayError } from '../errors/index.ts';
import { isObject, own, type JsonObject } from '../model/json.ts';
import type { IssuanceRequest } from '../model/request.ts';
import { outcomeOf, within } from './within.ts';
import type { Evidence, Reading, SourceBinding } from './source.ts';

/** What the sources said, and how each read went. */
export interface Gathered {
  readonly attributes: { readonly [source: string]: JsonObject };
  readonly evidence: readonly Evidence[];
}

export interface GatherPorts {
  readonly clock: () => number;
  readonly stopwatch: () => number;
  /** The digest of a value, over its canonical form. */
  readonly digestOf: (value: JsonObject) => string;
}

/**
 * Reads every source in `names` once, side by side, each within its own time. Never rejects: a read that fails, ends late or returns
 * something else than an object becomes evidence, and (where the project gave one) a stand-in; all of them within `limitMs`. Resolves at once, without a promise, when
 * every source answers at once.
 */
export function gather(
  names: readonly string[],
  bindings: readonly SourceBinding[],
  request: IssuanceRequest,
  ports: GatherPorts,
  limitMs: number = Infinity,
): Gathered | Promise<Gathered> {
  const reads = names.map((name) => {
    const binding = bindings.find(({ source }) => source.name === name);
    // a source nobody gave is one that failed: the rules that read it err, and the record says why
    return binding
      ? readOne(binding, request, ports, limitMs)
      : { value: undefined, evidence: { source: name, status: 'error', latencyMs: 0 } as const };
  });
  const settled = reads.filter((read): read is Read => !(read instanceof Promise));
  return settled.length === reads.length
    ? together(settled)
    : Promise.all(reads.map((read) => Promise.resolve(read))).then(together);
}

interface Read {
  readonly evidence: Evidence;
  readonly value: JsonObject | undefined;
}

function together(reads: readonly Read[]): Gathered {
  const attributes: Record<string, JsonObject> = Object.create(null);
  for (const { evidence, value } of reads) if (value !== undefined) attributes[evidence.source] = value;
  return { attributes, evidence: reads.map((read) => read.evidence) };
}

function readOne(
  binding: SourceBinding,
  request: IssuanceRequest,
  ports: GatherPorts,
  limitMs: number,
): Read | Promise<Read> {
  const key = binding.key === undefined ? '' : keyOf(binding.key, request);
  const start = ports.stopwatch();
  if (key === undefined) return settle(binding, { status: 'absent' }, 0, ports);
  const end = (result: Result): Read => settle(binding, result, ports.stopwatch() - start, ports);
  const { source, timeoutMs } = binding;
  const outcome = within(Math.max(0, Math.min(timeoutMs, limitMs)), (signalOf) =>
    source.read(key, source.isImmediate ? NEVER : signalOf()),
  );
  return outcome instanceof Promise ? outcome.then((late) => end(toResult(late))) : end(toResult(outcome));
}

/** The signal of what is over before anything could be aborted. */
const NEVER = new AbortController().signal;

interface Result {
  readonly reason?: string;
  readonly status: Evidence['status'];
  readonly value?: JsonObject;
  readonly asOf?: number;
}

function toResult(outcome: ReturnType<typeof outcomeOf<Reading>>): Result {
  if (outcome.status === 'error')
    return { status: 'error', ...(isAssayError(outcome.cause) ? { reason: outcome.cause.message } : {}) };
  if (outcome.status !== 'ok') return { status: outcome.status };
  try {
    return resultOf(outcome.value);
  } catch {
    // an object that throws when it is looked at
    return { status: 'invalid' };
  }
}

function resultOf(reading: unknown): Result {
  const value = own(reading, 'value');
  if (value === undefined) return { status: isObject(reading) ? 'absent' : 'invalid' };
  const asOf = own(reading, 'asOf');
  // sound: a finite value is a number; and a source returns JSON, of which what a condition reads is checked whole, by its declared type, when it is read
  return isObject(value)
    ? { status: 'ok', value: value as JsonObject, ...(Number.isFinite(asOf) ? { asOf: asOf as number } : {}) }
    : { status: 'invalid' };
}

function settle(
  binding: SourceBinding,
  { status, value, asOf, reason }: Result,
  latencyMs: number,
  ports: GatherPorts,
): Read {
  const exception = status === 'ok' ? undefined : status === 'absent' ? ('absent' as const) : ('failed' as const);
  const used = exception === undefined ? value : binding[exception];
  const digest = used === undefined ? undefined : digestOf(used, ports);
  // what has no canonical form is no JSON, and nothing may be decided on it
  if (status === 'ok' && digest === undefined) return settle(binding, { status: 'invalid' }, latencyMs, ports);
  return {
    value: digest === undefined ? undefined : used,
    evidence: {
      source: binding.source.name,
      status,
      latencyMs: round(latencyMs),
      ...(reason === undefined ? {} : { reason }),
      ...(asOf === undefined ? {} : { ageSeconds: Math.max(0, Math.round((ports.clock() - asOf) / 1000)) }),
      ...(digest === undefined ? {} : { digest }),
      ...(exception !== undefined && used !== undefined ? { exception } : {}),
    },
  };
}

function digestOf(value: JsonObject, ports: GatherPorts): string | undefined {
  try {
    return ports.digestOf(value);
  } catch {
    return undefined;
  }
}

const round = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000;

/** The key of a read: a string somewhere in the request. Anything else is no key. */
function keyOf(path: readonly string[], request: IssuanceRequest): string | undefined {
  let value: unknown = request;
  for (const member of path) value = own(value, member);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
