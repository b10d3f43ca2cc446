// SPDX-License-Identifier: Apache-2.0
import { bool, pdpOf, portsOf, tableOf, type TestPorts } from '@assay/core/testing';
import type { Json } from '@assay/core/model';
import type { Needs } from '../needs.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import { askOf } from '../testing/ask-of.ts';
import { createIssuance, type Answered } from './issuance.ts';

const NEEDS: Needs = {
  digest: 'n1',
  user_attributes: ['tier'],
  session_notes: [],
  client_attributes: [],
  parameters: [],
  id_token: false,
  client_scopes: false,
};
const OPEN = pdpOf(
  tableOf({
    rules: [
      { id: 'all', about: 'gate', effect: 'permit', when: [bool(true)] },
      { id: 'read', about: { scope: 'orders:read' }, effect: 'permit', when: [bool(true)] },
      { id: 'tenant', about: { claim: 'tenant' }, effect: 'set', value: bool(true), tokens: ['access_token'] },
    ],
  }),
);
const CLOSED = pdpOf(tableOf({}));

const asking = (pdp: typeof OPEN): { ports: TestPorts; ask: (part: Record<string, Json>) => Promise<Answered> } => {
  const ports = portsOf(pdp);
  const answer = createIssuance(DEFAULT_SETTINGS, ports, NEEDS);
  return { ports, ask: (part) => answer(askOf({ needs: 'n1', ...part })) };
};

test('a permit is answered with what stays and what is set, under the id of its record', async () => {
  const { ports, ask } = asking(OPEN);
  const { answer, record } = await ask({});
  expect(answer).toEqual({
    version: 1,
    id: record?.id,
    decision: 'permit',
    scopes: ['openid', 'email', 'orders:read'],
    tokens: { access_token: { set: { tenant: true } } },
  });
  expect(ports.sink.records).toEqual([record]);
  expect(record).toMatchObject({
    host: { adapter: 'keycloak', trigger: 'TOKEN_RESPONSE' },
    outcome: 'permit',
    effect: 'issued_as_decided',
    correlation: { realm: 'acme', session: 'sess-1' },
  });
});

test('a denial is answered with a code, under the id of its record', async () => {
  const { ports, ask } = asking(CLOSED);
  const { answer, record } = await ask({});
  expect(answer).toEqual({ version: 1, id: record?.id, decision: 'deny', error: 'access_denied', status: 400 });
  expect(ports.sink.records).toHaveLength(1);
});

test('who does not know what the policy reads is told, and nothing is recorded', async () => {
  const { ports, ask } = asking(OPEN);
  expect(await ask({ needs: 'stale' })).toEqual({
    answer: { version: 1, decision: 'ask_again', id: '', needs: NEEDS },
  });
  expect(ports.sink.records).toEqual([]);
});

test('a preview is answered, and not recorded', async () => {
  const { ports, ask } = asking(OPEN);
  const { answer, record } = await ask({ moment: 'preview', event: 'AUTHENTICATION' });
  expect([answer.id, answer.decision, record]).toEqual(['', 'permit', undefined]);
  expect(ports.sink.records).toEqual([]);
});

test('an ask that cannot be read is a denial with a record', async () => {
  const { ports, ask } = asking(OPEN);
  const { answer } = await ask({ scopes: 'openid' });
  expect(answer).toMatchObject({ decision: 'deny', error: 'server_error', status: 503 });
  expect(ports.sink.records).toMatchObject([{ outcome: 'deny', reason: { code: 'invalid_event' } }]);
});
