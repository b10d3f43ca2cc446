// SPDX-License-Identifier: Apache-2.0
import { own, type IssuanceRequest } from '@assay/core/model';
import type { DecisionRecord } from '@assay/core/log';
import { createTablePdp, governs, openTable, type TablePdp } from '@assay/core/pdp';
import { decideAgain, type DecidedAgain } from '@assay/core/pep';
import { agreementWith, changesBetween, contentsOf, type Redecide } from '@assay/log/replay';
import { TARGETS } from '../idps.ts';
import type { Circumstance, ConfiguredTarget } from '../idps/idp.ts';
import { sha256 } from '../sha256.ts';
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

/**
 * What decides records anew by a policy set, or by those that decided them, each opened once. What a target could carry out then a record tells in part: of what it may have
 * been, that counts with which the policy set that decided comes to the record.
 */
export function createRedecide({ policy, recorded, parameters }: RedecideOptions): Redecide {
  const opened = new Map<Deciding, Opened>();
  const open = (deciding: Deciding): Opened => {
    const known = opened.get(deciding) ?? openDeciding(deciding);
    opened.set(deciding, known);
    return known;
  };
  return async (record) => {
    const decided = own(recorded, record.policy.digest) as Deciding | undefined; // sound: a member of it
    const deciding = policy ?? decided;
    if (deciding === undefined) return { ok: false, reason: NOT_ARCHIVED };
    const { request } = record.inputs;
    if (request === undefined) return { ok: false, reason: NO_INPUTS };
    const { pdp, circumstancesOf } = open(deciding);
    const circumstances = circumstancesOf(record, request);
    if (typeof circumstances === 'string') return { ok: false, reason: circumstances };
    if (policy === undefined) return (await agreeing(record, pdp, circumstances)).again;
    const missing = whatIsMissing(record, request, pdp, parameters);
    if (missing !== undefined) return { ok: false, reason: missing };
    const [likeliest] = circumstances;
    const again = await decideAgain(record, { pdp, capabilities: likeliest.capabilities, sha256 });
    if (circumstances.length === 1 || decided === undefined || !again.ok || isSame(record, again.record)) return again;
    const then = open(decided);
    const before = then.circumstancesOf(record, request);
    if (typeof before === 'string') return again;
    const { name } = await agreeing(record, then.pdp, before);
    const found = circumstances.find((each) => each.name === name);
    if (found === undefined || found === likeliest) return again;
    return decideAgain(record, { pdp, capabilities: found.capabilities, sha256 });
  };
}

type Circumstances = readonly [Circumstance, ...Circumstance[]];

/** The circumstance with which a policy set comes to what is recorded; where there is none, the likeliest. */
async function agreeing(
  record: DecisionRecord,
  pdp: TablePdp,
  circumstances: Circumstances,
): Promise<{ readonly name: string; readonly again: DecidedAgain }> {
  let first: { readonly name: string; readonly again: DecidedAgain } | undefined;
  for (const { name, capabilities } of circumstances) {
    const again = await decideAgain(record, { pdp, capabilities, sha256 });
    const outcome = agreementWith(record, again);
    first ??= { name, again };
    if (!outcome.ok || outcome.changes.length === 0) return { name, again };
  }
  return first!; // sound: there is one circumstance at least
}

const isSame = (before: DecisionRecord, after: DecisionRecord): boolean =>
  changesBetween(contentsOf(before), contentsOf(after)).length === 0;

interface Opened {
  readonly pdp: TablePdp;
  /** Or why there are none. */
  readonly circumstancesOf: (record: DecisionRecord, request: IssuanceRequest) => Circumstances | string;
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
    circumstancesOf: ({ host }, request) => {
      // an adapter of several triggers is called after each
      const idp = host.adapter.split('/', 1)[0] ?? '';
      const target = targetOf(`${idp}/${request.trigger}`);
      if (typeof target === 'string') return target;
      const [likeliest, ...others] = target.capabilitiesOf(request);
      return likeliest ? [likeliest, ...others] : `the target of \`${request.trigger}\` can carry nothing out`;
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
