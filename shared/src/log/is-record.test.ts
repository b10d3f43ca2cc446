// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { fullRequest, permitOf, testDigest, TEST_TIME } from '../testing/index.ts';
import { buildRecord } from './build-record.ts';
import { isDecisionRecord } from './is-record.ts';

const REQUEST = fullRequest({});
const RECORD = buildRecord(
  {
    id: 'id-1',
    startedAt: TEST_TIME,
    adapter: 'echo',
    mode: 'enforce',
    governed: true,
    effect: 'issued_as_decided',
    policyDigest: 'sha256-p',
    decision: permitOf(REQUEST, {}),
    obligations: [],
    withheldClaims: [],
    request: REQUEST,
    attributes: {},
    evidence: [{ source: 'iga', status: 'ok', latencyMs: 1 }],
    timings: { gather: 1, decide: 2, total: 3 },
    correlation: { a: 'b' },
  },
  { required: true, inputs: 'full', redact: [] },
  testDigest,
);

describe('a value is a decision record', () => {
  test('where a host wrote it', () => expect(isDecisionRecord(JSON.parse(JSON.stringify(RECORD)))).toBe(true));

  test.each(Object.keys(RECORD))('and not with something else as `%s`', (name) => {
    expect(isDecisionRecord({ ...RECORD, [name]: ['something', 'else'] })).toBe(name === 'redacted');
  });

  test.each([
    ['a time there is not', { time: '2026-13-40T00:00:00.000Z' }],
    ['another version', { version: 2 }],
    ['an id that is a path', { id: '../x' }],
    ['a subject whose id is an object', { who: { ...RECORD.who, subject: { type: 'user', id: {} } } }],
    ['a client without an id', { who: { ...RECORD.who, client: {} } }],
  ])('and not with %s', (_, part) => expect(isDecisionRecord({ ...RECORD, ...part })).toBe(false));

  test('and says so of any JSON without throwing', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => isDecisionRecord(value) === false));
  });
});
