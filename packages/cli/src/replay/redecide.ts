// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';
import { own, type IssuanceRequest } from '@assay/core/model';
import type { DecisionRecord } from '@assay/core/log';
import { createTablePdp, governs, openTable, type TablePdp } from '@assay/core/pdp';
import { decideAgain, type Capabilities } from '@assay/core/pep';
import type { Redecide } from '@assay/log/replay';
import { TARGETS } from '../idps.ts';
import type { ConfiguredTarget } from '../idps/idp.ts';
import type { TargetSettings } from './policy-set.ts';

/** A policy set that decides records anew: plain data, so that a worker can have it. */
export interface Deciding {
  readonly text: string;
  readonly targets: readonly TargetSettings[];
}

export interface RedecideOptions {
  /** Decides everything; where absent, each record is decided by the policy set that decided it. */
  readonly policy?: Deciding;
  /** Policy sets that decided, by their digest. */
  readonly recorded: Readonly<Record<string, Deciding>>;
  /** The parameters policy sets that decided had taken over, by their digest. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
}

const NO_INPUTS =
  'the record does not hold its inputs: it was written without `inputs: full`, they were erased, or the event could not be read';
const NOT_ARCHIVED = 'the policy set that decided is not in the archive';

/** What decides records anew by a policy set, or by those that decided them, each opened once. */
export function createRedecide({ policy, recorded, parameters }: RedecideOptions): Redecide {
  const opened = new Map<Deciding, Opened>();
  const open = (deciding: Deciding): Opened => {
    const known = opened.get(deciding) ?? openDeciding(deciding);
    opened.set(deciding, known);
    return known;
  };
  return async (record) => {
    const deciding = policy ?? (own(recorded, record.policy.digest) as Deciding | undefined); // sound: a member of it
    if (deciding === undefined) return { ok: false, reason: NOT_ARCHIVED };
    const { request } = record.inputs;
    if (request === undefined) return { ok: false, reason: NO_INPUTS };
    const { pdp, capabilitiesOf } = open(deciding);
    const capabilities = capabilitiesOf(record, request);
    if (typeof capabilities === 'string') return { ok: false, reason: capabilities };
    const missing = policy && whatIsMissing(record, request, pdp, parameters);
    if (missing !== undefined) return { ok: false, reason: missing };
    return decideAgain(record, { pdp, capabilities, sha256 });
  };
}

const sha256 = (text: string): string => hash('sha256', text, 'hex');

interface Opened {
  readonly pdp: TablePdp;
  /** Or why there are none. */
  readonly capabilitiesOf: (record: DecisionRecord, request: IssuanceRequest) => Capabilities | string;
}

function openDeciding({ text, targets }: Deciding): Opened {
  const pdp = createTablePdp(openTable(text, sha256));
  const configured = new Map<string, ConfiguredTarget | string>();
  const targetOf = (name: string): ConfiguredTarget | string => {
    const known = configured.get(name) ?? configure(name, targets);
    configured.set(name, known);
    return known;
  };
  return {
    pdp,
    capabilitiesOf: ({ host }, request) => {
      // an adapter of several triggers is called after each
      const idp = host.adapter.split('/', 1)[0] ?? '';
      const target = targetOf(`${idp}/${request.trigger}`);
      return typeof target === 'string' ? target : target.capabilitiesOf(request);
    },
  };
}

function configure(name: string, targets: readonly TargetSettings[]): ConfiguredTarget | string {
  const found = targets.find((target) => target.name === name);
  const read = TARGETS.get(name);
  if (found === undefined || read === undefined) return `the policy set has no target \`${name}\``;
  const settings = read(found.settings);
  return settings.ok ? settings.value : `the settings of the target \`${name}\` have mistakes`;
}

/** What another policy reads, and nobody asked for then. */
function whatIsMissing(
  { evidence, policy }: DecisionRecord,
  request: IssuanceRequest,
  pdp: TablePdp,
  parameters: RedecideOptions['parameters'],
): string | undefined {
  if (!governs(pdp.governance, request)) return undefined;
  const source = pdp.sourcesFor(request).find((name) => evidence.every((read) => read.source !== name));
  if (source !== undefined) return `the policy reads the source \`${source}\`, which was not read then`;
  const kept = Object.hasOwn(parameters, policy.digest) ? parameters[policy.digest] : undefined;
  const parameter = kept && pdp.parameters.find((name) => !kept.includes(name));
  return parameter === undefined
    ? undefined
    : `the policy reads the parameter \`${parameter}\`, which was not taken over then`;
}
