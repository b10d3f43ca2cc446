// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { fuzzRuns } from '@assay/core/testing';
import { readAnswer, type Answered, type AnswerPorts } from './continue.ts';

const REDIRECT = { url: 'https://consent.example.com', secret: 'CONSENT', expiresInSeconds: 60 };
const PLATFORM: AnswerPorts = {
  secrets: (name: string) => (name === 'CONSENT' ? 's'.repeat(32) : undefined),
  clock: () => 0,
  redirect: REDIRECT,
  digest: 'sha256-a',
};
const GOOD = {
  sub: 'auth0|mara',
  state: 'state-1',
  exp: 1,
  assay: { decision: 'd-1', digest: 'sha256-a', approved: ['k'] },
};
const ANSWER: Answered = { sub: 'auth0|mara', decision: 'd-1', approved: ['k'] };

const read = (
  claims: unknown,
  request: unknown = { query: { state: 'state-1' } },
  ports: Partial<AnswerPorts> = {},
): Promise<Answered> =>
  readAnswer({ request }, { redirect: { validateToken: () => claims } }, { ...PLATFORM, ...ports });

test('an answer to our question counts, whichever way it came', async () => {
  expect(await read(GOOD)).toEqual(ANSWER);
  expect(await read(GOOD, { query: {}, body: { state: 'state-1' } })).toEqual(ANSWER);
  expect(await read(Promise.resolve(GOOD))).toEqual(ANSWER);
});

test.each([
  [{}],
  [{ query: {}, body: {} }],
  [{ query: { state: 'state-2' } }],
  [{ query: { state: 'state-1' }, body: { state: 'state-2' } }],
  [{ query: { state: 'state-2' }, body: { state: 'state-1' } }],
  [{ query: { state: ['state-1'] } }],
])('one that came back as %j is about another transaction', async (request) => {
  expect(await read(GOOD, request)).toEqual({ failure: 'the answer is about another transaction' });
});

test('one that names no transaction is about none', async () => {
  const failure = 'the answer is about another transaction';
  expect(await read({ ...GOOD, state: undefined })).toEqual({ failure });
  expect(await read({ ...GOOD, state: '' }, { query: { state: '' } })).toEqual({ failure });
});

test('one whose time is up does not count, whether or not the platform looked', async () => {
  expect(await read(GOOD, undefined, { clock: () => 999 })).toEqual(ANSWER);
  expect(await read(GOOD, undefined, { clock: () => 1_000 })).toEqual({
    failure: 'the answer is not signed as agreed, or too old',
  });
});

test.each<[string, Partial<AnswerPorts>]>([
  ['no page', { redirect: undefined }],
  ['none', { secrets: () => undefined }],
  ['one of 31 characters', { secrets: () => 's'.repeat(31) }],
])('nobody is asked to verify anything without a secret: %s', async (_what, ports) => {
  expect(await read(GOOD, undefined, ports)).toEqual({ failure: 'there is no secret to verify an answer with' });
});

test.each([
  undefined,
  {},
  { redirect: {} },
  {
    redirect: {
      validateToken: () => {
        throw new Error('text of the platform');
      },
    },
  },
  { redirect: { validateToken: () => Promise.reject(new Error('text of the platform')) } },
])('a platform that cannot verify (%#) verifies nothing', async (api) => {
  expect(await readAnswer({}, api, PLATFORM)).toEqual({
    failure: 'the answer is not signed as agreed, or too old',
  });
});

test('whatever is in a signed answer, it counts for this policy and this transaction only', async () => {
  const bent = fc
    .record({
      name: fc.constantFrom('sub', 'state', 'exp', 'assay'),
      inner: fc.option(fc.constantFrom('decision', 'digest', 'approved')),
      value: fc.jsonValue(),
    })
    .map(({ name, inner, value }) =>
      inner === null ? { ...GOOD, [name]: value } : { ...GOOD, assay: { ...GOOD.assay, [inner]: value } },
    );
  await fc.assert(
    fc.asyncProperty(bent, async (claims) => {
      const answered = await read(claims);
      if ('failure' in answered) return true;
      const { assay, state } = claims;
      return (
        assay.digest === 'sha256-a' && state === 'state-1' && answered.approved.every((key) => typeof key === 'string')
      );
    }),
    fuzzRuns(300),
  );
});
