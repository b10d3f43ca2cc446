// SPDX-License-Identifier: Apache-2.0
import { issued, recorded } from './as-recorded.ts';
import type { Case } from './cases.ts';
import { scopesOf, tokensOf, type Answer } from './endpoints.ts';
import type { Flow } from './flows.ts';
import type { Stage } from './stage.ts';

/** Every flow with every case: what is issued is what was recorded, once, and what was not decided is not issued. */
export function describeFlows(stageOf: () => Stage, flows: readonly Flow[], cases: readonly Case[]): void {
  describe.each(flows)('$name', (flow) => {
    test.each(cases)('$name', async (now) => {
      const stage = stageOf();
      stage.reset();
      const ask = await flow.prepare(stage);
      expect(stage.records()).toHaveLength(flow.preparedBy);
      stage.set(now);
      const answer = await ask();
      if (now.line?.kind === 'slow') await stage.settled(flow.preparedBy + now.records);
      const records = stage.records().slice(flow.preparedBy);
      expect(records).toHaveLength(now.records);
      const [record] = records;
      expect(records.map(({ who, asked }) => [who?.client.id, asked?.grant])).toEqual(
        records.map(() => [flow.client, flow.grant]),
      );
      if (now.outcome === 'undecided') return expectUndecided(answer, flow);
      if (record === undefined) throw new Error('no record');
      if (now.outcome === 'denied') {
        expect(record).toMatchObject({ outcome: 'deny', effect: 'refused' });
        return expectRefusal(answer, flow, { error: 'access_denied', description: `correlation id ${record.id}` });
      }
      expect({ status: answer.status, error: answer.body['error'] }).toEqual({ status: 200, error: undefined });
      expect(record).toMatchObject({ outcome: 'permit', effect: 'issued_as_decided' });
      expect(issued(answer, record)).toEqual(recorded(record, answer));
      expectShaped(now, record.withheld.scopes.length, answer);
    });
  });
}

/** Before 26.6 an exchanged token is narrowed by its scopes only: what else a policy takes away denies it. */
export function describeOldExchange(stageOf: () => Stage, flows: readonly Flow[], cases: readonly Case[]): void {
  describeFlows(stageOf, flows, cases);
  test.each(flows)('$name: what cannot be taken away is a denial', async (flow) => {
    const stage = stageOf();
    stage.reset();
    const ask = await flow.prepare(stage);
    stage.set({ standing: { revoked_roles: ['manager'] } });
    expect((await ask()).body['error']).toBe('access_denied');
    expect(stage.records().slice(flow.preparedBy)).toMatchObject([
      { outcome: 'deny', reason: { code: 'unenforceable' } },
    ]);
  });
}

/** That nobody could tell: nothing of why is told to the client. */
const expectUndecided = (answer: Answer, flow: Flow): void =>
  expectRefusal(answer, flow, { error: 'server_error', description: 'the token could not be decided', status: 503 });

interface Refusal {
  readonly error: string;
  readonly description: string;
  /** Of the token endpoint. */
  readonly status?: number;
}

/** That the client sees this and nothing else. Keycloak puts the code of a refusal into a fragment as its description, and nothing more. */
export function expectRefusal(
  { status, body }: Answer,
  flow: Flow,
  { error, description, status: expected = 400 }: Refusal,
): void {
  if (flow.grant === 'implicit') {
    // the code of a hybrid flow is asked about where it is redeemed
    const { state: _, iss: __, session_state: ___, code: ____, ...said } = body;
    return expect(said).toEqual({ error_description: error });
  }
  expect({ status, body }).toEqual({ status: expected, body: { error, error_description: description } });
}

/** That a case does what its name says, so that a record that says nothing does not pass for it. */
function expectShaped(now: Case, withheld: number, answer: Answer): void {
  if (now.standing?.risk !== undefined)
    expect({ withheld, scopes: scopesOf(tokensOf(answer).access_token) }).toEqual({
      withheld: 1,
      scopes: expect.not.arrayContaining(['orders:write']) as unknown,
    });
}
