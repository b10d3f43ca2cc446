// SPDX-License-Identifier: Apache-2.0
import type { Obligation, PermitDecision } from '../model/decision.ts';
import type { Settled } from './settled.ts';

/** The obligations an adapter has to start: not met, and about something that is still granted. The guard took away what cannot be started. */
export function pendingOf(
  { obligations }: Settled,
  { scopes, withheldDetails }: PermitDecision,
): readonly Obligation[] {
  return obligations.flatMap(({ met, ...obligation }) => {
    const { about } = obligation;
    const isGranted =
      'scope' in about
        ? scopes.granted.some(({ scope }) => scope === about.scope)
        : !('detail' in about) || withheldDetails.every(({ index }) => index !== about.detail);
    return met || !isGranted ? [] : [obligation];
  });
}
