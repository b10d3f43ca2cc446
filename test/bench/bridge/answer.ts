// SPDX-License-Identifier: Apache-2.0

/** An answer as a decision gives it, where none is made. */
export const ANSWER = {
  version: 1,
  decision: 'permit',
  id: '0199c2a0-7b1c-7c3e-8f6a-3a2b1c0d9e8f',
  scopes: ['openid', 'profile', 'payments:read'],
  audience: ['https://api.example.com/payments'],
  realm_roles: ['clerk'],
  tokens: { access_token: { set: { tenant: 'acme' }, remove: ['email'], lifetime_s: 300 } },
} as const;
