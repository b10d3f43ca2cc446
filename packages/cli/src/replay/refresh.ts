// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, type DecisionRecord } from '@assay/core/log';
import type { IssuanceRequest } from '@assay/core/model';
import { gather } from '@assay/core/pip';
import type { Redecide } from '@assay/log/replay';
import type { CompiledProject } from '../compiled-project.ts';
import type { Io } from '../io.ts';
import { projectPorts } from '../project-ports.ts';
import { sha256 } from '../sha256.ts';

const digestOf = (value: object): string => `sha256-${sha256(canonicalJson(value))}`;

/** Decides a recorded request on what the sources of the project say now, at this time, instead of what was recorded. */
export function createFreshRedecide(project: CompiledProject, redecide: Redecide, io: Io): Redecide {
  const { ports } = projectPorts({ ...project, onLoss: () => undefined }, io);
  return async (record) => {
    const { request: asked } = record.inputs;
    // what cannot be decided again says why
    if (asked === undefined || record.redacted.some((pointer) => pointer.startsWith('/inputs')))
      return redecide(record);
    const request: IssuanceRequest = { ...asked, context: { ...asked.context, time: Math.floor(io.clock() / 1000) } };
    const { attributes, evidence } = await gather(ports.pdp.sourcesFor(request), ports.sources, request, {
      clock: io.clock,
      stopwatch: io.stopwatch,
      digestOf,
    });
    return redecide(withInputs(record, request, attributes, evidence));
  };
}

function withInputs(
  record: DecisionRecord,
  request: IssuanceRequest,
  attributes: NonNullable<DecisionRecord['inputs']['attributes']>,
  evidence: DecisionRecord['evidence'],
): DecisionRecord {
  return { ...record, evidence, inputs: { digest: digestOf({ attributes, request }), request, attributes } };
}
