// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import type { Answered } from '@assay/keycloak';
import { createDecide } from './decide.ts';

const RECORD = { id: 'r1', outcome: 'deny', effect: 'refused', asked: { grant: 'password' } } as DecisionRecord; // sound: nothing else is read here
const ANSWER: Answered = {
  answer: { version: 1, id: 'r1', decision: 'deny', error: 'access_denied', status: 400 },
  record: RECORD,
};

test('a decision is told with what became of it', async () => {
  const decide = createDecide().with({ answer: async () => ANSWER });
  expect(await decide({})).toEqual({
    answer: ANSWER.answer,
    outcome: 'deny',
    effect: 'refused',
    grant: 'password',
    recordId: 'r1',
  });
});

test('a record that was lost is told once, with its decision', async () => {
  const made = createDecide();
  const decide = made.with({ answer: async () => ANSWER });
  made.onLoss({ recordId: 'r1', sink: 's', cause: undefined, isRefused: false });
  expect([(await decide({})).lossy, (await decide({})).lossy]).toEqual([true, undefined]);
});

test('where nothing was decided there is no record', async () => {
  const { answer } = ANSWER;
  const decide = createDecide().with({ answer: async () => ({ answer }) });
  expect(await decide({})).toEqual({ answer, outcome: 'none' });
});
