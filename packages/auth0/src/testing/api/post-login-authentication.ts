// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import { isMembers, jsonOf } from '../json.ts';
import { CHAIN, type Namespace } from '../run.ts';
import type { Challenge, Factor } from '../state.ts';

/** Of the id of a primary user, in characters. */
const MAX_USER_ID = 128;

/** Asks more of the user; whether it can be asked is found when the Action ends. */
export const postLoginAuthentication: Namespace = ({ state, entrypoint }) => {
  const ask = (kind: Challenge['kind'], factors: readonly unknown[]): void => {
    state.challenges.push({ kind, factors: factors.flatMap(factorOf) });
  };
  return {
    challengeWith: (factor, options) => ask('challenge', [factor, ...additional(options)]),
    challengeWithAny: (factors) => ask('challenge', listOf(factors)),
    enrollWith: (factor, options) => ask('enroll', [factor, ...additional(options)]),
    enrollWithAny: (factors) => ask('enroll', listOf(factors)),
    recordMethod: (url) => {
      if (entrypoint !== 'onContinuePostLogin') throw new Error('recordMethod is for onContinuePostLogin only');
      if (typeof url !== 'string' || !/^https?:\/\//.test(url))
        throw new Error('the method must be an http or https URL');
      state.recordedMethods.push(url);
      return CHAIN;
    },
    setPrimaryUser: (id) => {
      if (state.user.primaryUserId !== undefined) throw new Error('the primary user can be set only once');
      if (typeof id !== 'string' || id === '') throw new Error('the id of the primary user must be a non-empty string');
      if (id.length > MAX_USER_ID)
        throw new Error(`the id of the primary user must have at most ${MAX_USER_ID} characters`);
      state.user.primaryUserId = id;
    },
  };
};

/** Deferred to the end of the flow, and so no gate for the Actions in between. */
export const multifactor: Namespace = ({ state }) => ({
  enable: (provider) => {
    if (provider === 'none') delete state.multifactor;
    else state.multifactor = { kind: 'multifactor', factors: [{ type: String(provider) }] };
    return CHAIN;
  },
});

const additional = (options: unknown): readonly unknown[] => listOf(own(options, 'additionalFactors'));
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What is no factor is one that is not enabled: it is ignored. */
function factorOf(value: unknown): readonly Factor[] {
  const type = own(value, 'type');
  if (typeof type !== 'string') return [];
  const options = jsonOf(own(value, 'options'));
  return [{ type, ...(isMembers(options) ? { options } : {}) }];
}
