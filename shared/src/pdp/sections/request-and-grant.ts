// SPDX-License-Identifier: Apache-2.0
import type { Frame } from '../eval/frame.ts';
import { NO, YES } from '../eval/tri.ts';
import type { Candidates } from '../rules/candidates.ts';
import { evaluate } from '../rules/evaluate.ts';
import type { Verdict } from '../rules/verdict.ts';
import { permitOrDeny } from './permit-or-deny.ts';

export type Grant = (candidates: Candidates, frame: Frame) => Verdict;

/**
 * The three questions about a scope. Who may request it: where rules say, one of them has to hold, and one that cannot be told does not. Who is
 * granted it: deny overrides. What needs consent: every rule that holds, or cannot be told, asks for it.
 */
export function requestAndGrant(candidates: Candidates, frame: Frame): Verdict {
  const { requests, consents, nearestRequest } = candidates;
  if (nearestRequest && !requests.some((rule) => evaluate(rule, frame) === YES))
    return nearestRequest.verdicts.notRequestable;
  const verdict = permitOrDeny(candidates, frame);
  if (verdict.refused || consents.length === 0) return verdict;
  const asking = consents.filter((rule) => evaluate(rule, frame) !== NO);
  return asking.length === 0 ? verdict : { ...verdict, demanding: [...verdict.demanding, ...asking] };
}
