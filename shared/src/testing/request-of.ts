// SPDX-License-Identifier: Apache-2.0
import type { Baseline, IssuanceRequest } from '../model/request.ts';

/** What a test says of a request: the rest is filled in. */
export type RequestPart = Partial<Omit<IssuanceRequest, 'baseline'>> & { readonly baseline?: Partial<Baseline> };

/** A valid request: Sam signs in to `web` for `https://api.example.com`; the baseline holds what was asked for, unless the test says otherwise. */
export function requestOf({ baseline, ...part }: RequestPart = {}): IssuanceRequest {
  const request = {
    trigger: 'token',
    grant: 'authorization_code',
    protocol: 'oauth',
    tokens: ['access_token'],
    subject: { type: 'user', id: 'sam', profile: {} },
    actors: [],
    client: { id: 'web', registration: 'first_party' },
    targets: ['https://api.example.com'],
    scopes: [],
    authorizationDetails: [],
    authentication: { amr: [] },
    context: { time: 1_700_000_000, parameters: {} },
    ...part,
  } as const;
  return {
    ...request,
    baseline: {
      scopes: request.scopes,
      audiences: request.targets,
      groups: [],
      roles: [],
      claims: {},
      lifetimes: {},
      authorizationDetails: request.authorizationDetails,
      ...baseline,
    },
  };
}
