// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import { at } from './json.ts';
import type { Tenant } from './run.ts';
import type { Challenge, Factor } from './state.ts';

/** The factors a tenant can have enabled. Not the adapter's list: what checks it must not share it. */
export const FACTOR_TYPES: readonly string[] = [
  'otp',
  'email',
  'phone',
  'push-notification',
  'webauthn-platform',
  'webauthn-roaming',
  'recovery-code',
];

/**
 * What is left of a challenge: nothing where one of its factors was passed in this transaction, `impossible` where none is enabled, or none
 * enrolled (to be challenged) or left to enroll.
 */
export function remainingChallenge(
  challenge: Challenge,
  event: unknown,
  tenant: Tenant,
): Challenge | 'satisfied' | 'impossible' {
  if (challenge.kind === 'multifactor') return hasPassed(event, () => true) ? 'satisfied' : challenge;
  if (challenge.factors.some(({ type }) => hasPassed(event, (passed) => typeOf(passed) === typeOf(type))))
    return 'satisfied';
  const factors = challenge.factors.filter(
    ({ type }) => tenant.enabledFactors.includes(typeOf(type)) && canUse(challenge.kind, type, event),
  );
  return factors.length === 0 ? 'impossible' : { ...challenge, factors };
}

/** An older name of the same factor. */
const typeOf = (type: Factor['type']): string => (type === 'push' ? 'push-notification' : type);

function hasPassed(event: unknown, is: (type: string) => boolean): boolean {
  const methods = at(event, 'authentication', 'methods');
  return listOf(methods).some((method) => own(method, 'name') === 'mfa' && is(String(own(method, 'type'))));
}

/** An event that does not say what the user enrolled leaves it open. */
function canUse(kind: Challenge['kind'], type: string, event: unknown): boolean {
  const enrolled = at(event, 'user', 'enrolledFactors');
  if (!Array.isArray(enrolled)) return true;
  const isEnrolled = enrolled.some((factor) => typeOf(String(own(factor, 'type'))) === typeOf(type));
  return kind === 'challenge' ? isEnrolled : !isEnrolled;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
