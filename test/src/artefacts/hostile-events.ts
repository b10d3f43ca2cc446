// SPDX-License-Identifier: Apache-2.0
import type { Json, JsonObject } from '@assay/core/model';
import fc from 'fast-check';

/** A JWT as an event could hold one anywhere: no record and no message ever has it. */
export const TOKEN = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbnlib2R5In0.c2lnbmF0dXJl';
/** A word no client is ever told. */
export const SECRET = 'not-for-the-client';

const deep = (depth: number): Json => (depth === 0 ? SECRET : { inner: deep(depth - 1) });
const scopes = (count: number): Json => Array.from({ length: count }, (_, i) => `scope-${i}`);

/** Values that mean something somewhere, or are too much of something. */
const ODD: readonly Json[] = [
  null,
  true,
  '',
  ' ',
  0,
  -1,
  1e308,
  '\u0000',
  '\ud800',
  '__proto__',
  SECRET,
  TOKEN,
  `Bearer ${SECRET}`,
  'x'.repeat(300),
  'x'.repeat(70_000),
  [],
  {},
  [null],
  [''],
  ['read:orders', 'read:orders'],
  ['write:orders'],
  ['openid', 'offline_access', 'read:orders', 'stock/read', 'write:orders', 'stock/write'],
  ['with space', 'with\ttab', 'a'.repeat(281)],
  scopes(1_001),
  scopes(1_000),
  deep(40),
  deep(400),
  'samlp',
  'wsfed',
  'oauth2-password',
  'oauth2-refresh-token',
  'oidc-basic-profile',
  'online',
  'https://tenant.auth0.com/api/v2/',
  '1',
  '2',
  '3',
  'TokenGeneration_ClientCredentials',
  'TokenGeneration_HostedAuth',
  '2026-11-20T08:30:01.000Z',
  { sub: 'auth0|other', act: { sub: 'x@clients' } },
  { toString: SECRET, constructor: null, length: -1 },
  [{ type: 'payment', amount: 1 }],
  [{ audience: 'https://api.example.com/orders', scopes: ['read:orders', 'write:orders'] }],
];

const NAMES = [
  'target_scopes',
  'requested_scopes',
  'scope',
  'scopes',
  'protocol',
  'prompt',
  'actor',
  'identifier',
  'resource_servers',
  'metadata',
  'version',
  'triggerSource',
  'sub',
  '__proto__',
  'constructor',
  'toJSON',
  SECRET,
  TOKEN,
];

const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ODD) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json> }, // sound: JSON is what it makes
);

type Edit = readonly [at: number, what: 'replace' | 'remove' | 'add', name: string, value: Json];
const edit: fc.Arbitrary<Edit> = fc.tuple(
  fc.nat(),
  fc.constantFrom('replace', 'remove', 'add'),
  fc.constantFrom(...NAMES),
  value,
);

/** One of the events, with a few of its members replaced, taken out, or given more members. */
export function mutated(events: readonly JsonObject[]): fc.Arbitrary<JsonObject> {
  return fc
    .tuple(fc.constantFrom(...events), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([event, edits]) => edits.reduce(edited, event));
}

/** Any JSON object, with members an event has among its own. */
export const anyEvent: fc.Arbitrary<JsonObject> = fc
  .tuple(
    fc.dictionary(
      fc.oneof(
        fc.constantFrom(
          'client',
          'user',
          'transaction',
          'request',
          'callerContext',
          'accessToken',
          'resource_server',
          ...NAMES,
        ),
        fc.string(),
      ),
      fc.oneof(
        value,
        fc.dictionary(fc.constantFrom('client_id', 'user_id', 'clientId', 'userAttributes', ...NAMES), value),
      ),
    ),
  )
  .map(([members]) => JSON.parse(JSON.stringify(members)) as JsonObject); // sound: an object, made JSON

/** The event with one member other; members are counted in depth-first order, and the count goes round. */
function edited(event: JsonObject, [at, what, name, to]: Edit): JsonObject {
  const copy = JSON.parse(JSON.stringify(event)) as Record<string, Json>; // sound: a copy of JSON, and ours to change
  const places: (readonly [holder: Record<string, Json>, member: string])[] = [];
  const collect = (holder: Record<string, Json>): void => {
    for (const [member, inner] of Object.entries(holder)) {
      places.push([holder, member]);
      if (typeof inner === 'object' && inner !== null) collect(inner as Record<string, Json>); // sound: lists have members by index
    }
  };
  collect(copy);
  const [holder, member] = places[at % Math.max(places.length, 1)] ?? [copy, name];
  const set = (on: Record<string, Json>, key: string): void =>
    void Object.defineProperty(on, key, { value: to, enumerable: true, configurable: true, writable: true });
  if (what === 'remove') delete holder[member];
  else if (what === 'replace') set(holder, member);
  else {
    const inner = holder[member];
    set(
      typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? (inner as Record<string, Json>) : holder,
      name,
    ); // sound: looked at
  }
  // a list with a member taken out has a hole
  return JSON.parse(JSON.stringify(copy)) as JsonObject;
}
