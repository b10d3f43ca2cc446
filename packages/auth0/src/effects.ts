// SPDX-License-Identifier: Apache-2.0
import type { Json } from '@assay/core/model';

/** Every call of the `api` object an answer may make; `redirect` stands for `encodeToken` and `sendUserTo`, which need the secret an answer never holds. */
export const CALLS = [
  'access.deny',
  'access.rejectInvalidSubjectToken',
  'accessToken.addScope',
  'accessToken.removeScope',
  'accessToken.setCustomClaim',
  'authentication.challengeWith',
  'authentication.enrollWith',
  'authentication.setActor',
  'authentication.setOrganization',
  'authentication.setUserByConnection',
  'authentication.setUserById',
  'idToken.setCustomClaim',
  'redirect',
  'refreshToken.setExpiresAt',
  'refreshToken.setIdleExpiresAt',
  'refreshToken.setMetadata',
  'samlResponse.setAttribute',
  'samlResponse.setAudience',
  'samlResponse.setLifetimeInSeconds',
  'transaction.setMetadata',
  'transaction.setTargetScopes',
] as const;
export type Call = (typeof CALLS)[number];

/** One call to be made. Where an `isOptional` one fails, it is told and passed over: nothing about the token depends on it. */
export interface Effect {
  readonly call: Call;
  readonly args: readonly Json[];
  readonly isOptional?: true;
}

/** What an Action does: the calls it makes, in this order. */
export type Effects = readonly Effect[];

/** Stands for the id of the record, which is known when the decision is made and not before. */
export const RECORD_ID = '{record.id}';

/** Calls whose arguments are our own text: claims are left alone, whatever their value is. */
const MAY_NAME_THE_RECORD: readonly Call[] = [
  'access.deny',
  'access.rejectInvalidSubjectToken',
  'redirect',
  'refreshToken.setMetadata',
  'transaction.setMetadata',
];

/** The effects with the record's id where `RECORD_ID` stands. */
export function withRecordId(effects: Effects, id: string): Effects {
  return effects.map((effect) =>
    MAY_NAME_THE_RECORD.includes(effect.call)
      ? { ...effect, args: effect.args.map((arg) => (typeof arg === 'string' ? arg.replace(RECORD_ID, id) : arg)) }
      : effect,
  );
}
