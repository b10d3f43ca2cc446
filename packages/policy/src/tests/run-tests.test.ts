// SPDX-License-Identifier: Apache-2.0
import { FIXTURES, resultsOf, tested } from '../testing/tested.ts';

/** What is amiss in the cases of one test, by the name of the case. */
async function amiss(test: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const text = `${FIXTURES}tests:\n  - test: t\n    ${test.trim().replaceAll('\n', '\n    ')}\n`;
  const results = await resultsOf(tested(text));
  return Object.fromEntries(
    results.map(({ case: { name }, mismatches }) => [
      name,
      mismatches.map(({ about, expected, found }) => `${about}: -${shown(expected)} +${shown(found)}`),
    ]),
  );
}
const shown = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
const one = async (test: string): Promise<readonly string[]> => (await amiss(test))[''] ?? ['no case'];

describe('an expectation', () => {
  test.each([
    ['expect: { scopes: [read, write] }', []],
    ['expect: { scopes: [write, read] }', []],
    ['expect: { scopes: [read] }', ['scopes: - +write']],
    ['expect: {}', ['scopes: - +read', 'scopes: - +write']],
    ['expect: { outcome: deny }', ['outcome: -deny +permit']],
    ['expect: { scopes: [read, write], withheld: { write: {} } }', ['withheld write: -withheld +granted']],
    ['expect: { scopes: [read, write], claims: { access_token: { tenant: north } } }', []],
    [
      'expect: { scopes: [read, write], claims: { access_token: { tenant: south, more: 1 } } }',
      ['claims of the access token: tenant: -south +north', 'claims of the access token: more: -1 +'],
    ],
    [
      'expect: { scopes: [read, write], claims: { access_token: {} } }',
      ['claims of the access token: tenant: - +north'],
    ],
    ['expect: { scopes: [read, write], removed_claims: { access_token: [] } }', []],
    [
      'expect: { scopes: [read, write], removed_claims: { access_token: [email] } }',
      ['claims removed from the access token: -email +'],
    ],
    ['expect: { scopes: [read, write], lifetimes: { access_token: 5m } }', []],
    [
      'expect: { scopes: [read, write], lifetimes: { access_token: unlimited } }',
      ['lifetime of the access token: -unlimited +300s'],
    ],
    ['expect: { scopes: [read, write], groups: [staff], roles: [], audiences: [https://api.example.com] }', []],
    ['expect: { scopes: [read, write], groups: [] }', ['groups: - +staff']],
    ['expect: { scopes: [read, write], gates: { access_token: anyone } }', []],
    [
      'expect: { scopes: [read, write], gates: { access_token: reader } }',
      ['gate/access_token: -reader +example/anyone'],
    ],
    ['expect: { scopes: [read, write], obligations: [] }', []],
    ['expect: { scopes: [read, write], record: { outcome: permit, evidence: [{ source: iga }, { status: ok }] } }', []],
    [
      'expect: { scopes: [read, write], record: { evidence: [{ source: iga, status: error }, {}] } }',
      ['record/evidence/0/status: -error +ok'],
    ],
    [
      'expect: { scopes: [read, write], record: { id: 00000000-0000-7000-8000-000000000000, time: 2026-01-01T12:00:00.000Z, timings: { total: 0 } } }',
      [],
    ],
    ['expect: { scopes: [read, write], record: { inputs: { request: { subject: { id: sam } } } } }', []],
  ])('%s', async (expect_, wanted) => {
    expect(await one(`subject: sam\nrequest: both\n${expect_}`)).toEqual(wanted);
  });

  test('of a whole record tells each member that is missing', async () => {
    const found = await one('subject: sam\nrequest: read\nexpect: { scopes: [read], whole_record: { version: 1 } }');
    expect(found).toContain('record/outcome: - +permit');
    expect(found.filter((line) => line.includes('version'))).toEqual([]);
  });

  test('of a denial looks at the rule, the reason, and what the client is told', async () => {
    const denied = 'subject: sam\nrequest: { scopes: [write], parameters: { deal: d1 } }\n';
    expect(
      await one(
        `${denied}expect: { outcome: deny, error: invalid_scope, reason: denied_by_rule, rule: example/not-on-deal }`,
      ),
    ).toEqual([]);
    expect(
      await one(`${denied}expect: { outcome: deny, error: access_denied, reason: no_rule, rule: reader }`),
    ).toEqual([
      'error: -access_denied +invalid_scope',
      'denial: rule: -reader +example/not-on-deal',
      'denial: reason: -no_rule +denied_by_rule: conflicted',
    ]);
    expect(await one(`${denied}expect: { scopes: [write] }`)).toEqual([
      'outcome: -permit +deny (denied_by_rule by example/not-on-deal: conflicted)',
    ]);
  });

  test('sees a requirement that is met, and one that is not', async () => {
    const approve = (acr: string): string =>
      `subject: sam\nrequest: { scopes: [read, approve], authentication: { acr: ${acr} } }\n`;
    const asked = (met: boolean): string =>
      `obligations: [{ type: step_up, about: { scope: approve }, properties: { acr: phr }, rule: strong, met: ${met} }]`;
    expect(await one(`${approve('phr')}expect: { scopes: [read, approve], ${asked(true)} }`)).toEqual([]);
    expect(
      await one(
        `${approve('pwd')}expect: { scopes: [read], withheld: { approve: { reason: unmet_obligation } }, ${asked(false)} }`,
      ),
    ).toEqual([]);
    expect(await one(`${approve('pwd')}expect: { scopes: [read], ${asked(true)} }`)).toEqual([
      'obligations/0/met: -true +false',
    ]);
  });

  test('is of the time the file or the test says', async () => {
    const limit = 'expect: { scopes: [read], lifetimes: { access_token: 1m } }';
    expect(await one(`now: 1970-01-01T00:16:39Z\nsubject: sam\nrequest: read\n${limit}`)).toEqual([]);
    expect(await one(`now: 1970-01-01T00:16:40Z\nsubject: sam\nrequest: read\n${limit}`)).toEqual([
      'lifetime of the access token: -60s +unlimited',
    ]);
  });
});

describe('a matrix', () => {
  test('is decided by the first entry that fits, and denied where none does', async () => {
    const found = await amiss(`subject: [sam, kim, bot]
client: [web, app]
request: [read, both]
expect:
  - { subject: sam, request: both, scopes: [read, write] }
  - { subject: [sam, kim], client: app, scopes: [read], removed_claims: { access_token: [email] } }
  - { subject: sam, scopes: [read] }`);
    expect(found).toEqual({
      'sam, web, read': [],
      'sam, web, both': [],
      'sam, app, read': [],
      'sam, app, both': [],
      'kim, web, read': ['outcome: -deny +permit'],
      'kim, web, both': ['outcome: -deny +permit'],
      'kim, app, read': [],
      'kim, app, both': [],
      'bot, web, read': [],
      'bot, web, both': [],
      'bot, app, read': [],
      'bot, app, both': [],
    });
  });
});

describe('a pair', () => {
  test.each([
    [
      'after: { sources.risk.score: 50 }\ndiffers: { scopes: { lost: [write] }, lifetimes: { access_token: unlimited } }',
      [],
    ],
    [
      'before: { sources.risk.score: 50 }\nafter: { sources.risk.score: 49 }\ndiffers: { scopes: { gained: [write] }, lifetimes: { access_token: 5m } }',
      [],
    ],
    [
      'after: { sources.risk.score: 50 }\ndiffers: { scopes: { lost: [write] } }',
      ['differs/lifetimes: - +{"access_token":"unlimited"}'],
    ],
    ['after: { sources.risk.score: 49 }\ndiffers: {}', []],
    ['after: { sources.risk.score: 49 }\ndiffers: { scopes: { lost: [write] } }', ['differs/scopes/lost: -write +']],
    ['after: { sources.iga.tenant: south }\ndiffers: { claims: { access_token: { tenant: south } } }', []],
    ['after: { sources.iga.tenant: null }\ndiffers: { untouched_claims: { access_token: [tenant] } }', []],
    ['after: { client.registration: third_party }\ndiffers: { removed_claims: { access_token: [email] } }', []],
    ['after: { subject.groups: [] }\ndiffers: { groups: { lost: [staff] } }', []],
    ['after: { subject.type: workload }\ndiffers: { outcome: deny }', []],
    [
      'after: { request.parameters.deal: d1 }\ndiffers: { scopes: { lost: [write] }, lifetimes: { access_token: unlimited } }',
      [],
    ],
    ['after: { sources.iga: error }\ndiffers: { outcome: deny }', []],
    [
      'after: { sources.risk: error }\ndiffers: { scopes: { lost: [write] }, lifetimes: { access_token: unlimited } }',
      [],
    ],
    [
      'after: { sources.risk: timeout }\ndiffers: { scopes: { lost: [write] }, lifetimes: { access_token: unlimited } }',
      [],
    ],
    ['after: { now: 1970-01-01T00:00:01Z }\ndiffers: { lifetimes: { access_token: 1m } }', []],
  ])('%s', async (pair, wanted) => {
    expect(await one(`subject: sam\nrequest: both\n${pair}`)).toEqual(wanted);
  });
});

test('what sources say in a test replaces what the fixtures say, for any key', async () => {
  const sources = 'sources: { iga: { roles: [reader] } }\n';
  expect(await amiss(`subject: [sam, kim]\nrequest: both\n${sources}expect: { scopes: [read] }`)).toEqual({
    sam: [],
    kim: [],
  });
});

test('a source the fixtures do not speak of says nothing, and the real one is not asked', async () => {
  const text =
    'tests: [{ test: t, request: { scopes: [read] }, expect: { outcome: deny, record: { evidence: [{ source: iga, status: absent }, { source: risk, status: absent }] } } }]\n';
  const [result] = await resultsOf(tested(text));
  const evidence = result?.outcomes[0]?.record.evidence.map(({ source, status }) => `${source} ${status}`);
  expect(evidence).toEqual(['iga absent']);
});
