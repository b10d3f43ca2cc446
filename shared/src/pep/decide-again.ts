// SPDX-License-Identifier: Apache-2.0
import { buildRecord } from '../log/build-record.ts';
import { createDigest } from '../log/digest.ts';
import type { DecisionRecord } from '../log/record.ts';
import { describe } from '../model/json.ts';
import type { Attributes, IssuanceRequest } from '../model/request.ts';
import { governs, modeOf } from '../pdp/governance.ts';
import type { Pdp } from '../pdp/pdp.ts';
import { denied, OUTSIDE, passedOn } from './attempt.ts';
import type { Capabilities } from './capabilities.ts';
import type { Ceiling } from './ceiling.ts';
import { GUARD } from './guard.ts';
import { isDecision } from './is-decision.ts';
import { settle, type Settled } from './settled.ts';

/** What deciding again needs beside the record: what the trigger could do then, and what was allowed beyond the baseline. */
export interface AgainPorts {
  readonly pdp: Pdp;
  readonly capabilities: Capabilities;
  readonly ceiling?: Ceiling;
  /** SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal. */
  readonly sha256: (text: string) => string;
}

/** What deciding again came to: the record as it would be written now, and the members in which it differs; or why it cannot be decided. */
export type DecidedAgain =
  | { readonly ok: true; readonly record: DecisionRecord; readonly differences: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/**
 * Decides anew what `record` says was decided, from the inputs it holds, guard included. INVARIANT: with the same table and no differences the
 * two records are the same byte for byte in canonical form. Refuses, with the reason, where the inputs are not all there, or not those the
 * digest was made of. Rejects where the PDP does.
 */
export async function decideAgain(record: DecisionRecord, ports: AgainPorts): Promise<DecidedAgain> {
  const { request, attributes } = record.inputs;
  const refused = whyNot(record, ports);
  if (refused !== undefined || request === undefined || attributes === undefined)
    return { ok: false, reason: refused ?? NO_INPUTS };
  const built = buildRecord(
    {
      id: record.id,
      startedAt: Date.parse(record.time),
      adapter: record.host.adapter,
      mode: modeOf(ports.pdp.governance, request),
      governed: governs(ports.pdp.governance, request),
      effect: record.effect,
      policyDigest: ports.pdp.digest,
      ...(await decideOn(request, attributes, ports)),
      request,
      attributes,
      evidence: record.evidence,
      timings: record.timings,
      correlation: record.correlation,
    },
    { required: false, inputs: 'full', redact: record.redacted },
    ports.sha256,
  );
  // what was left out once cannot be taken out again
  const again = { ...built, redacted: record.redacted };
  return {
    ok: true,
    record: again,
    // who asks what another policy comes to does not compare every member
    get differences() {
      return differences(record, again);
    },
  };
}

const NO_INPUTS =
  'the record does not hold its inputs: it was written with `inputs: digest` or `inputs: none`, or the event could not be read';

function whyNot({ version, inputs, redacted, reason }: DecisionRecord, { sha256 }: AgainPorts): string | undefined {
  if (version !== 1) return `the record has version \`${describe(version)}\`, expected 1`;
  if (inputs.request === undefined || inputs.attributes === undefined || inputs.digest === undefined) return NO_INPUTS;
  const hidden = redacted.find((pointer) => pointer.startsWith('/inputs'));
  if (hidden !== undefined) return `\`${hidden}\` was taken out of the inputs before the record was written`;
  const digest = createDigest(sha256)({ attributes: inputs.attributes, request: inputs.request });
  if (digest !== inputs.digest) return 'the inputs do not match their digest';
  if (reason !== undefined && OUTSIDE_THE_DECISION.has(reason.code))
    return `what failed was not the decision: ${reason.admin}`;
  return undefined;
}

const OUTSIDE_THE_DECISION: ReadonlySet<string> = new Set(['internal_error', 'record_not_written']);

async function decideOn(
  request: IssuanceRequest,
  attributes: Attributes,
  { pdp, capabilities, ceiling = {} }: AgainPorts,
): Promise<Settled> {
  if (!governs(pdp.governance, request))
    return pdp.governance.outside === 'pass' ? passedOn(pdp.digest, request) : denied(pdp.digest, OUTSIDE, request);
  const decision = await pdp.decide(request, attributes);
  if (!isDecision(decision)) throw new TypeError('the PDP answered with something that is no decision');
  return settle(decision, GUARD, { request, capabilities, ceiling, narrowable: pdp.narrowable ?? {} });
}

/** The canonical form of a value; nothing is gained by hashing it. */
const canonicalOf = createDigest((text) => text);

/** The members of the two records whose canonical forms differ. */
function differences(before: DecisionRecord, after: DecisionRecord): readonly string[] {
  const [left, right]: readonly Readonly<Record<string, unknown>>[] = [{ ...before }, { ...after }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return names.filter((name) => {
    const [old, now] = [left?.[name] ?? null, right?.[name] ?? null];
    return old !== now && canonicalOf([old]) !== canonicalOf([now]);
  });
}
