// SPDX-License-Identifier: Apache-2.0
import type { Standing } from './surroundings.ts';
import type { Line } from './switchboard.ts';

/** What is known, or goes wrong, at the moment a token is asked for, and what comes of it. */
export interface Case {
  readonly name: string;
  readonly standing?: Partial<Standing>;
  readonly line?: Line;
  /** `issued`: a token as recorded. `denied`: by the policy. `undecided`: no token, because nobody could tell. */
  readonly outcome: 'issued' | 'denied' | 'undecided';
  /** How many records there are of it. */
  readonly records: number;
}

/** Longer than the provider waits. */
const TOO_LONG_MS = 4000;

const adding =
  (member: string, value: string) =>
  (answer: Record<string, unknown>): Record<string, unknown> => ({
    ...answer,
    [member]: [...((answer[member] as readonly string[] | undefined) ?? []), value], // sound: lists of texts
  });

export const CASES: readonly Case[] = [
  { name: 'a full grant', outcome: 'issued', records: 1 },
  {
    name: 'a narrowed grant',
    standing: {
      risk: 60,
      revoked_roles: ['manager', 'orders-api:auditor'],
      revoked_groups: ['/people/board'],
      closed_audiences: ['gateway'],
    },
    outcome: 'issued',
    records: 1,
  },
  { name: 'fewer scopes', standing: { risk: 60 }, outcome: 'issued', records: 1 },
  { name: 'a denial', standing: { status: 'suspended' }, outcome: 'denied', records: 1 },
  {
    name: 'claims set and removed',
    standing: { team: 'night shift', external: true },
    outcome: 'issued',
    records: 1,
  },
  { name: 'a shorter life', standing: { short: true }, outcome: 'issued', records: 1 },
  { name: 'the bridge is down', line: { kind: 'down' }, outcome: 'undecided', records: 0 },
  { name: 'the bridge is slow', line: { kind: 'slow', ms: TOO_LONG_MS }, outcome: 'undecided', records: 1 },
  {
    name: 'the bridge answers garbage',
    line: { kind: 'instead', reply: { text: '<html>502</html>' } },
    outcome: 'undecided',
    records: 0,
  },
  {
    name: 'the answer would broaden the scopes',
    line: { kind: 'tampered', tamper: adding('scopes', 'orders:admin') },
    outcome: 'undecided',
    records: 1,
  },
];

/** Answers no provider may follow, beyond the one every flow is tried with. */
export const BROKEN_ANSWERS: readonly (readonly [name: string, line: Line])[] = [
  ['a role that was not there', { kind: 'tampered', tamper: adding('realm_roles', 'admin') }],
  ['an audience that was not there', { kind: 'tampered', tamper: adding('audience', 'billing-api') }],
  ['a group that was not there', { kind: 'tampered', tamper: adding('groups', '/people/kings') }],
  [
    'a role of a client that was not there',
    { kind: 'tampered', tamper: (answer) => ({ ...answer, client_roles: { 'realm-management': ['realm-admin'] } }) },
  ],
  ...['sub', 'aud', 'scope', 'azp', 'act', 'realm_access', '__proto__', 'authorization_details', 'acr'].map(
    (claim): readonly [string, Line] => [
      `the reserved claim ${claim}`,
      {
        kind: 'tampered',
        tamper: (answer) => ({
          ...answer,
          tokens: { access_token: { set: JSON.parse(`{${JSON.stringify(claim)}: "x"}`) as unknown } },
        }),
      },
    ],
  ),
  [
    'the removal of a reserved claim',
    {
      kind: 'tampered',
      tamper: (answer) => ({ ...answer, tokens: { access_token: { remove: ['iss'] } } }),
    },
  ],
  [
    'a lifetime below nothing',
    { kind: 'tampered', tamper: (answer) => ({ ...answer, tokens: { access_token: { lifetime_s: -1 } } }) },
  ],
  ['a member nobody knows', { kind: 'tampered', tamper: (answer) => ({ ...answer, grant_admin: true }) }],
  ['another version', { kind: 'tampered', tamper: (answer) => ({ ...answer, version: 2 }) }],
  ['a decision nobody knows', { kind: 'tampered', tamper: (answer) => ({ ...answer, decision: 'allow' }) }],
  ['no scopes', { kind: 'tampered', tamper: ({ scopes: _, ...answer }) => answer }],
  ['an empty object', { kind: 'instead', reply: { text: '{}' } }],
  ['a list', { kind: 'instead', reply: { text: '[]' } }],
  ['nothing', { kind: 'instead', reply: { text: '' } }],
  ['text behind the answer', { kind: 'instead', reply: { text: '{"version":1,"decision":"unchanged","id":"x"} x' } }],
  [
    'an answer twice',
    { kind: 'instead', reply: { text: '{"version":1,"decision":"deny","decision":"unchanged","id":"x"}' } },
  ],
  [
    'a permit with the status of an error',
    { kind: 'instead', reply: { status: 500, text: '{"version":1,"decision":"unchanged","id":"x"}' } },
  ],
  ['a redirect', { kind: 'instead', reply: { status: 302, text: '' } }],
  [
    'megabytes',
    {
      kind: 'instead',
      reply: { text: JSON.stringify({ version: 1, decision: 'unchanged', id: 'x'.repeat(8_000_000) }) },
    },
  ],
  [
    'to be asked again, and again',
    {
      kind: 'instead',
      reply: {
        text: JSON.stringify({
          version: 1,
          decision: 'ask_again',
          id: '',
          needs: {
            digest: 'd',
            user_attributes: [],
            session_notes: [],
            client_attributes: [],
            parameters: [],
            id_token: false,
            client_scopes: false,
          },
        }),
      },
    },
  ],
  ['a wrong secret', { kind: 'wrong_secret' }],
];
