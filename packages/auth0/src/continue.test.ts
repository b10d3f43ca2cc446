// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { fuzzRuns } from '@assay/core/testing';
import { readAnswer, type Answered } from './continue.ts';

const REDIRECT = { url: 'https://consent.example.com', secret: 'CONSENT', expiresInSeconds: 60 };
const PLATFORM = {
  secrets: (name: string) => (name === 'CONSENT' ? 's' : undefined),
  cache: { get: () => undefined, set: () => undefined },
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
  redirect: typeof REDIRECT | undefined = REDIRECT,
): Answered => readAnswer({ request }, { redirect: { validateToken: () => claims } }, PLATFORM, redirect, 'sha256-a');

test('an answer to our question counts, whichever way it came', () => {
  expect(read(GOOD)).toEqual(ANSWER);
  expect(read(GOOD, { query: {}, body: { state: 'state-1' } })).toEqual(ANSWER);
});

test('where the event does not tell the state, Auth0 has compared it: one there must be', () => {
  expect(read(GOOD, {})).toEqual(ANSWER);
  expect(read({ ...GOOD, state: undefined }, {})).toEqual({ failure: 'the answer is about another transaction' });
});

test('nobody is asked to verify anything without a secret', () => {
  expect(readAnswer({}, {}, PLATFORM, undefined, 'sha256-a')).toMatchObject({
    failure: expect.stringContaining('no secret') as string,
  });
  expect(readAnswer({}, {}, { ...PLATFORM, secrets: () => '' }, REDIRECT, 'sha256-a')).toMatchObject({
    failure: expect.stringContaining('no secret') as string,
  });
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
])('a platform that cannot verify (%#) verifies nothing', (api) => {
  expect(readAnswer({}, api, PLATFORM, REDIRECT, 'sha256-a')).toEqual({
    failure: 'the answer is not signed as agreed, or too old',
  });
});

test('whatever is in a signed answer, it counts for this policy and this transaction only', () => {
  const bent = fc
    .record({
      name: fc.constantFrom('sub', 'state', 'exp', 'assay'),
      inner: fc.option(fc.constantFrom('decision', 'digest', 'approved')),
      value: fc.jsonValue(),
    })
    .map(({ name, inner, value }) =>
      inner === null ? { ...GOOD, [name]: value } : { ...GOOD, assay: { ...GOOD.assay, [inner]: value } },
    );
  fc.assert(
    fc.property(bent, (claims) => {
      const answered = read(claims);
      if ('failure' in answered) return true;
      const { assay, state } = claims;
      return (
        assay.digest === 'sha256-a' && state === 'state-1' && answered.approved.every((key) => typeof key === 'string')
      );
    }),
    fuzzRuns(300),
  );
});
