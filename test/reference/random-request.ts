// SPDX-License-Identifier: Apache-2.0
import type { Attributes, IssuanceRequest } from '@assay/core/model';
import { requestOf, type RequestPart } from '@assay/core/testing';
import fc from 'fast-check';
import { AUDIENCES, CLIENTS } from './random-project.ts';

const SCOPES = [
  'read',
  'write',
  'openid',
  'email',
  'acct.a.read',
  'acct.7.read',
  'acct.007.read',
  'acct.prod.read',
  'acct..read',
  'day:2026-02-28',
  'day:2026-02-30',
  'x:x',
  'x:y:z',
  '__proto__',
  'nobody-knows',
];

const members = <T>(items: readonly T[], maxLength: number): fc.Arbitrary<readonly T[]> =>
  fc.uniqueArray(fc.constantFrom(...items), { minLength: Math.min(1, maxLength - 1), maxLength });

const detail = fc.record(
  {
    type: fc.constantFrom('payment', 'payment', 'payment', 'other', 'unknown'),
    locations: fc.subarray([...AUDIENCES, 'https://elsewhere.example'], { maxLength: 2 }),
    actions: fc.subarray(['read', 'write', 'list']),
    datatypes: fc.subarray(['photos', 'names'], { minLength: 1 }),
    amount: fc.constantFrom(0, 5, 8, 15, 25, 25, -1, 2.5, 'many'),
    purposes: fc.subarray(['a', 'b', 'c']),
  },
  { requiredKeys: ['type', 'amount'], noNullPrototype: true },
);

const part = fc.record({
  grant: fc.constantFrom('authorization_code', 'client_credentials', 'refresh_token'),
  tokens: fc.oneof(
    { weight: 4, arbitrary: fc.subarray(['access_token', 'id_token', 'refresh_token'] as const, { minLength: 1 }) },
    { weight: 1, arbitrary: fc.constant(['access_token'] as const) },
  ),
  subject: fc.record({ type: fc.constantFrom('user', 'workload'), id: fc.constant('sam'), profile: fc.constant({}) }),
  client: fc.record({
    id: fc.constantFrom(...CLIENTS, 'unheard-of'),
    registration: fc.constantFrom('first_party', 'third_party', 'dynamic'),
  }),
  targets: fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom(...AUDIENCES).map((audience) => [audience]) },
    { weight: 10, arbitrary: members(AUDIENCES, 3) },
    { weight: 1, arbitrary: fc.constant([]) },
  ),
  scopes: members(SCOPES, 6),
  authorizationDetails: fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(detail, { maxLength: 3 }) },
  ),
  context: fc
    .constantFrom({}, { deal: 'd1' }, { deal: 'x' })
    .map((parameters) => ({ time: 1_800_000_000, parameters })),
  baseline: fc.record({
    groups: fc.subarray(['staff', 'admins', 'a']),
    roles: fc.subarray(['ops', 'b']),
    claims: fc.constantFrom({}, { access_token: { email: 'x', tier: 'y', other: 1 }, id_token: { email: 'z' } }),
  }),
}) as fc.Arbitrary<RequestPart>; // sound: literals of its types

/** Requests for any of what the random projects speak of, and for what they do not. */
export const requests: fc.Arbitrary<IssuanceRequest> = part.map((some) => requestOf(some));

const iga = fc.record(
  {
    status: fc.constantFrom<unknown>('active', 'active', 'suspended', 3),
    roles: fc.oneof<fc.Arbitrary<unknown>[]>(
      fc.subarray(['a', 'b', 'c']),
      fc.subarray(['a', 'b', 'c']),
      fc.constant(['a', 1]),
    ),
    level: fc.constantFrom<unknown>(0, 1, 4, 7, 2.5),
    active: fc.boolean(),
    manager: fc.constantFrom('sam', 'kim'),
    limits: fc.constantFrom<unknown>({ gold: 3 }, { gold: 1 }, { gold: 3, low: '1' }, {}, 'none'),
    cases: fc.constantFrom<unknown>(
      [{ id: 'd1' }],
      [{}, { id: 'd1' }],
      [{ id: ['d1'] }],
      [{ id: 'd1', more: 1 }],
      [],
      null,
    ),
    since: fc.constantFrom('2025-05-05T10:00:00Z', '2026-05-05T10:00:00Z', 'never'),
    anything: fc.constantFrom<unknown>(1, 'one', null, [1]),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const whole = iga.filter((attributes) => Object.keys(attributes).length > 7);

/** All of it there, and of its types. */
const sound = fc.record({
  status: fc.constantFrom('active', 'active', 'suspended'),
  roles: fc.subarray(['a', 'b', 'c', 'ops', 'staff']),
  level: fc.integer({ min: 1, max: 9 }),
  active: fc.boolean(),
  manager: fc.constantFrom('sam', 'kim'),
  limits: fc.constant({ gold: 3 }),
  cases: fc.constant([{ id: 'd1' }]),
  since: fc.constantFrom('2025-05-05T10:00:00Z', '2026-05-05T10:00:00Z'),
  anything: fc.constant(1),
});

/** What sources said, much of it missing or wrong. */
export const attributes: fc.Arbitrary<Attributes> = fc.record(
  {
    iga: fc.oneof({ weight: 4, arbitrary: sound }, { weight: 2, arbitrary: whole }, { weight: 1, arbitrary: iga }),
    risk: fc.oneof<fc.Arbitrary<object>[]>(
      fc.record({ score: fc.constantFrom(5, 45, 80) }),
      fc.record({ score: fc.constantFrom(5, 45, 80) }),
      fc.constant({}),
    ),
  },
  { requiredKeys: ['iga'], noNullPrototype: true },
) as fc.Arbitrary<Attributes>; // sound: JSON
