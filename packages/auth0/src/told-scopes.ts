// SPDX-License-Identifier: Apache-2.0
import type { Features } from './features.ts';

/**
 * The scopes an event tells: the target scopes, where they are what the token will have. Where they cannot be set, nothing says that they are, and
 * whatever either list holds counts: there, scopes are only ever taken away. Undefined where the event tells neither.
 */
export function toldScopes(
  target: readonly string[] | undefined,
  other: readonly string[] | undefined,
  { targetScopes }: Features,
): readonly string[] | undefined {
  if (target === undefined || other === undefined) return target ?? other;
  return targetScopes ? target : [...new Set([...other, ...target])];
}
