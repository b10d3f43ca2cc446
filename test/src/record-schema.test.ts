// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord, RecordedEvidence, RecordedToken } from '@assay/core/log';
import {
  CLIENT_REGISTRATIONS,
  GRANT_TYPES,
  PROTOCOLS,
  REASONS,
  SUBJECT_TYPES,
  TOKEN_TYPES,
  type Actor,
  type Authentication,
  type Baseline,
  type ClaimChange,
  type Client,
  type IssuanceRequest,
  type LifetimeLimit,
  type Obligation,
  type Reason,
  type RequestContext,
  type RuleRef,
  type Subject,
  type WithheldClaim,
  type WithheldDetail,
  type WithheldMember,
  type WithheldScope,
} from '@assay/core/model';
import { enforce, type Capabilities } from '@assay/core/pep';
import {
  echoAdapter,
  fullRequest,
  op,
  pdpOf,
  portsOf,
  read,
  str,
  TEST_TIME,
  type RuleDraft,
} from '@assay/core/testing';
import fc from 'fast-check';
import { RECORD_SCHEMA, recordProblems } from './record-schema.ts';

/** The members of a type, with whether each may be absent: does not compile where one is missing, too much or marked wrongly. */
type Members<T> = { readonly [K in keyof T]-?: Pick<T, K> extends Required<Pick<T, K>> ? 'required' : 'optional' };
const members = <T>(table: Members<T>): Readonly<Record<string, 'optional' | 'required'>> => table;

/** Every object of the record: its place in the schema, and its members in the code. A member added to the code has to be added here, and so to the schema. */
const OBJECTS: readonly (readonly [place: string, table: Readonly<Record<string, 'optional' | 'required'>>])[] = [
  [
    '',
    members<DecisionRecord>({
      version: 'required',
      id: 'required',
      time: 'required',
      host: 'required',
      mode: 'required',
      governed: 'required',
      outcome: 'required',
      effect: 'required',
      error: 'optional',
      reason: 'optional',
      rule: 'optional',
      who: 'optional',
      asked: 'optional',
      baseline: 'optional',
      granted: 'optional',
      withheld: 'required',
      obligations: 'required',
      policy: 'required',
      evidence: 'required',
      trace: 'required',
      timings: 'required',
      correlation: 'required',
      inputs: 'required',
      redacted: 'required',
    }),
  ],
  ['/properties/host', members<DecisionRecord['host']>({ adapter: 'required', trigger: 'optional' })],
  [
    '/properties/who',
    members<NonNullable<DecisionRecord['who']>>({ subject: 'required', actors: 'required', client: 'required' }),
  ],
  [
    '/properties/who/properties/subject',
    members<NonNullable<DecisionRecord['who']>['subject']>({ type: 'required', id: 'required' }),
  ],
  [
    '/properties/asked',
    members<NonNullable<DecisionRecord['asked']>>({
      grant: 'required',
      protocol: 'required',
      tokens: 'required',
      targets: 'required',
      scopes: 'required',
      authorizationDetails: 'required',
    }),
  ],
  [
    '/properties/granted',
    members<NonNullable<DecisionRecord['granted']>>({
      scopes: 'required',
      audiences: 'required',
      groups: 'optional',
      roles: 'optional',
      authorizationDetails: 'required',
      narrowedDetails: 'optional',
      tokens: 'required',
    }),
  ],
  [
    '/properties/granted/properties/tokens/items',
    members<RecordedToken>({ token: 'required', claims: 'required', lifetime: 'optional' }),
  ],
  [
    '/properties/withheld',
    members<DecisionRecord['withheld']>({
      scopes: 'required',
      authorizationDetails: 'required',
      claims: 'required',
      groups: 'optional',
      roles: 'optional',
    }),
  ],
  [
    '/properties/withheld/properties/scopes/items',
    members<WithheldScope>({ scope: 'required', rule: 'required', reason: 'required' }),
  ],
  [
    '/properties/withheld/properties/authorizationDetails/items',
    members<WithheldDetail>({ index: 'required', type: 'required', rule: 'required', reason: 'required' }),
  ],
  ['/$defs/withheldMember', members<WithheldMember>({ name: 'required', rule: 'required', reason: 'required' })],
  [
    '/properties/withheld/properties/claims/items',
    members<WithheldClaim>({ token: 'required', claim: 'required', rule: 'required', reason: 'required' }),
  ],
  ['/properties/policy', members<DecisionRecord['policy']>({ digest: 'required', decided: 'required' })],
  [
    '/properties/evidence/items',
    members<RecordedEvidence>({
      source: 'required',
      status: 'required',
      latencyMs: 'required',
      ageSeconds: 'optional',
      digest: 'optional',
      exception: 'optional',
      reason: 'optional',
    }),
  ],
  [
    '/properties/timings',
    members<DecisionRecord['timings']>({ gather: 'required', decide: 'required', total: 'required' }),
  ],
  [
    '/properties/inputs',
    members<DecisionRecord['inputs']>({ digest: 'optional', request: 'optional', attributes: 'optional' }),
  ],
  ['/$defs/rule', members<RuleRef>({ policy: 'required', rule: 'required', at: 'required' })],
  ['/$defs/reason', members<Reason>({ code: 'required', admin: 'required', user: 'optional' })],
  ['/$defs/actor', members<Actor>({ type: 'required', id: 'required' })],
  [
    '/$defs/client',
    members<Client>({ id: 'required', name: 'optional', registration: 'required', instance: 'optional' }),
  ],
  ['/$defs/lifetime', members<LifetimeLimit>({ seconds: 'required', rule: 'required' })],
  [
    '/$defs/obligation',
    members<Obligation & { readonly met: boolean }>({
      type: 'required',
      properties: 'required',
      about: 'required',
      rule: 'required',
      met: 'required',
    }),
  ],
  [
    '/$defs/claimChange/oneOf/1',
    members<Extract<ClaimChange, { action: 'remove' }>>({ action: 'required', claim: 'required', rule: 'required' }),
  ],
  [
    '/$defs/request',
    members<IssuanceRequest>({
      trigger: 'required',
      grant: 'required',
      protocol: 'required',
      tokens: 'required',
      subject: 'required',
      actors: 'required',
      client: 'required',
      targets: 'required',
      scopes: 'required',
      authorizationDetails: 'required',
      authentication: 'required',
      confirmation: 'optional',
      fulfilled: 'optional',
      context: 'required',
      baseline: 'required',
    }),
  ],
];

/** Objects some of whose members redaction may leave out, because they are no strings: in the schema these may be absent. */
const REDACTED_WHOLE: readonly (readonly [
  place: string,
  table: Readonly<Record<string, 'optional' | 'required'>>,
  absent: readonly string[],
])[] = [
  [
    '/$defs/request/properties/subject',
    members<Subject>({ type: 'required', id: 'required', profile: 'required' }),
    ['profile'],
  ],
  [
    '/$defs/baseline',
    members<Baseline>({
      scopes: 'required',
      audiences: 'required',
      groups: 'required',
      roles: 'required',
      claims: 'required',
      lifetimes: 'required',
      authorizationDetails: 'required',
    }),
    ['claims'],
  ],
  [
    '/$defs/request/properties/context',
    members<RequestContext>({ time: 'required', ip: 'optional', userAgent: 'optional', parameters: 'required' }),
    ['parameters'],
  ],
  [
    '/$defs/request/properties/authentication',
    members<Authentication>({ acr: 'optional', amr: 'required', authTime: 'optional' }),
    [],
  ],
  [
    '/$defs/claimChange/oneOf/0',
    members<Extract<ClaimChange, { action: 'set' }>>({
      action: 'required',
      claim: 'required',
      value: 'required',
      rule: 'required',
      sources: 'required',
    }),
    ['value'],
  ],
];

interface ObjectSchema {
  readonly additionalProperties?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** What stands at a JSON pointer of the schema. */
function at(pointer: string): ObjectSchema {
  let found = RECORD_SCHEMA;
  for (const step of pointer.split('/').slice(1)) found = (found as Readonly<Record<string, unknown>>)[step];
  return found as ObjectSchema;
}

describe('the published schema of decision records', () => {
  test.each([...OBJECTS.map(([place, table]) => [place, table, [] as readonly string[]] as const), ...REDACTED_WHOLE])(
    'has the members of the code, exactly, at "%s"',
    (place, table, absent) => {
      const { additionalProperties, properties = {}, required = [] } = at(place);
      expect(Object.keys(properties).toSorted()).toEqual(Object.keys(table).toSorted());
      const needed = Object.keys(table).filter((name) => table[name] === 'required' && !absent.includes(name));
      // of `granted`, redaction may take the tokens whole
      expect([...required, ...(place === '/properties/granted' ? ['tokens'] : [])].toSorted()).toEqual(
        needed.toSorted(),
      );
      expect(additionalProperties).toBe(false);
    },
  );

  test.each<[string, readonly string[]]>([
    ['/$defs/tokenType', TOKEN_TYPES],
    ['/$defs/subjectType', SUBJECT_TYPES],
    ['/$defs/client/properties/registration', CLIENT_REGISTRATIONS],
    ['/$defs/request/properties/grant', GRANT_TYPES],
    ['/$defs/request/properties/protocol', PROTOCOLS],
    ['/properties/asked/properties/grant', GRANT_TYPES],
    ['/properties/asked/properties/protocol', PROTOCOLS],
    ['/$defs/reason/properties/code', Object.keys(REASONS)],
  ])('has the words of the code at "%s"', (place, words) => {
    expect((at(place) as { readonly enum?: unknown }).enum).toEqual(words);
  });

  test('describes every member', () => {
    const undescribed = OBJECTS.flatMap(([place]) =>
      Object.entries(at(place).properties ?? {})
        .filter(([, schema]) => !('description' in (schema as object)) && !('$ref' in (schema as object)))
        .map(([name]) => `${place}/${name}`),
    );
    expect(undescribed).toEqual([]);
  });
});

describe('every record of enforce', () => {
  const GATE: RuleDraft = { about: 'gate', id: 'all', effect: 'permit' };
  const isActive = op('eq', read('iga.status', 'string'), str('active'));
  const stepUp = { type: 'step_up', properties: { acr: 'phr', maxAgeSeconds: 60 } };
  const rules: readonly RuleDraft[] = [
    { ...GATE, when: [isActive] },
    { ...GATE, id: 'strong', require: [stepUp] },
    { about: 'gate', id: 'off', effect: 'deny', when: [isActive] },
    { about: { scope: 'read' }, id: 'read', effect: 'permit', when: [isActive], lifetime: 60, require: [stepUp] },
    { about: { scope: 'write' }, id: 'write', effect: 'permit' },
    { about: { claim: 'tenant' }, id: 'set', effect: 'set', value: read('iga.tenant', 'dyn') },
    { about: { claim: 'email' }, id: 'remove', effect: 'remove' },
    { about: { detail: 'payment' }, id: 'pay', effect: 'permit', require: [stepUp] },
    { about: 'lifetime', id: 'short', effect: 'limit', lifetime: 30 },
  ];
  const iga = fc.oneof(
    fc.record({
      value: fc.record({ status: fc.constantFrom('active', 'left'), tenant: fc.jsonValue() }),
      asOf: fc.nat(TEST_TIME),
    }),
    fc.anything(),
  );
  const capabilities = fc.record<Partial<Capabilities>>(
    {
      scopes: fc.constant('none'),
      audience: fc.boolean(),
      claims: fc.constant({}),
      lifetime: fc.constant([]),
      obligations: fc.constant(['step_up']),
    },
    { requiredKeys: [] },
  );
  const event = fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .subarray(['read', 'write', 'x', 'openid'])
        .map((scopes): unknown =>
          fullRequest({ scopes, authentication: { amr: ['pwd'], acr: 'phr', authTime: TEST_TIME / 1000 } }),
        ),
    },
    fc.anything(),
    fc
      .dictionary(fc.constantFrom(...Object.keys(fullRequest())), fc.jsonValue())
      .map((part): unknown => ({ ...fullRequest(), ...part })),
  );
  const redact = fc.subarray([
    '/who/subject/id',
    '/inputs/request/subject/profile',
    '/granted/tokens',
    '/granted/tokens/*/claims/*/value',
    '/correlation/*',
    '/inputs/*',
    '/baseline',
    '/baseline/claims',
  ]);
  const governance = fc.record({
    mode: fc.constantFrom('enforce' as const, 'observe' as const),
    outside: fc.constantFrom('pass' as const, 'deny' as const),
    unlistedClaims: fc.constantFrom('keep' as const, 'remove' as const),
  });

  test('is valid, whatever the event, the policy, the sources and the trigger', async () => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([...rules]),
        event,
        iga,
        capabilities,
        redact,
        governance,
        fc.constantFrom('full' as const, 'digest' as const, 'none' as const),
        async (some, native, reading, can, pointers, said, inputs) => {
          const pdp = pdpOf({ rules: some, governance: said });
          const source = { name: 'iga', read: () => reading as { readonly value: undefined } }; // a source may say anything
          const ports = portsOf(pdp, {
            sources: [{ source, timeoutMs: 50 }],
            log: { required: true, inputs, redact: pointers },
          });
          const { record } = await enforce(echoAdapter(can), ports)(native, { call: 'c-1' });
          outcomes.add(record.outcome);
          expect(recordProblems(record)).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
    expect([...outcomes].toSorted()).toEqual(['deny', 'permit']);
  });
});
