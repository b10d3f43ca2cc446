// SPDX-License-Identifier: Apache-2.0
import type { Obligation, OpenGate, Reason, RuleRef } from '@assay/core/model';
import { rulesAt } from './rules.ts';
import { obligationsOf, permitOrDeny } from './verdict.ts';
import type { World } from './world.ts';

export interface Gates {
  /** The audiences whose gates are all open. */
  readonly targets: readonly string[];
  readonly gates: readonly OpenGate[];
  readonly obligations: readonly Obligation[];
  /** Why the last audience that was taken away was. */
  readonly closed: { readonly rule: RuleRef | null; readonly reason: Reason };
}

/** One gate for each token about to be issued at each audience the policy set governs: one that is closed takes the audience away. */
export function openGates(world: World): Gates {
  const { audiences } = world.table.governance;
  const governed = world.request.targets.filter((target) => audiences?.includes(target) ?? true);
  let found: Gates = { targets: [], gates: [], obligations: [], closed: { rule: null, reason: NO_TARGET } };
  for (const audience of governed) {
    const asked = gatesAt(audience, world);
    found =
      'reason' in asked
        ? { ...found, closed: asked }
        : {
            ...found,
            targets: [...found.targets, audience],
            gates: [...found.gates, ...asked.gates],
            obligations: [...found.obligations, ...asked.obligations],
          };
  }
  return found;
}

function gatesAt(audience: string, world: World): Pick<Gates, 'gates' | 'obligations'> | Gates['closed'] {
  const { tokens, grant } = world.request;
  const rules = rulesAt(world.table.gates, audience, world);
  // where no rule names a token type or grant there is one question, however many gates there are
  const isOne = rules.every((rule) => rule.tokens === undefined && rule.grants === undefined);
  const gates: OpenGate[] = [];
  const obligations: Obligation[] = [];
  for (const token of tokens) {
    const about = rules.filter(
      (rule) => (rule.tokens?.includes(token) ?? true) && (rule.grants?.includes(grant) ?? true),
    );
    const { by, refused, demanding } = permitOrDeny(about, { ...world, bound: { audience } });
    if (refused) return { rule: by, reason: refused };
    const gate = `issue:${token}:${grant}`;
    if (!isOne || gates.length === 0) obligations.push(...obligationsOf(demanding, { gate }));
    gates.push({ gate, audience, rule: by });
  }
  return tokens.length === 0 ? { rule: null, reason: NO_TOKEN } : { gates, obligations };
}

const NO_TARGET: Reason = { code: 'outside_policy', admin: 'the policy set governs no target of the request' };
const NO_TOKEN: Reason = { code: 'no_rule', admin: 'no token type is asked for' };
