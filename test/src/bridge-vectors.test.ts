// SPDX-License-Identifier: Apache-2.0
// The vectors Keycloak can ask, asked of a bridge over HTTP: the same decision, and the answer that carries it out.
import { createBridge, newPep, type Bridge, type Listening } from '@assay/bridge';
import type { Enforced } from '@assay/core/pep';
import type { JsonObject } from '@assay/core/model';
import { enforce, type Ports } from '@assay/core/pep';
import { createIssuance, keycloak, type Needs } from '@assay/keycloak';
import { compileVector } from './vectors/compile.ts';
import { formOf, IMPLEMENTATIONS, type Implementation } from './vectors/implementations.ts';
import { runVector } from './vectors/run-vector.ts';
import { readVectors } from './vectors/vector.ts';

const NEEDS: Needs = {
  digest: 'vector',
  user_attributes: [],
  session_notes: [],
  client_attributes: [],
  parameters: [],
  id_token: false,
  client_scopes: false,
};
const [EMBEDDED] = IMPLEMENTATIONS.filter(({ name }) => name === 'Keycloak');
const VECTORS = readVectors().flatMap(([name, vector]) => {
  const form = formOf(vector);
  return form === undefined ? [] : [{ name, vector, form }];
});

describe('the bridge answers as the policy decides', () => {
  let bridge: Bridge;
  let listening: Listening;
  let decide: (native: unknown) => Promise<JsonObject>;
  const { secret, entry } = newPep('keycloak', ['issue']);

  beforeAll(async () => {
    bridge = await createBridge({
      peps: [entry],
      decide: async (native) => ({ answer: await decide(native), outcome: 'none' }),
      onEvents: () => undefined,
      policy: () => ({ digest: 'vectors', loadedAt: 0 }),
      reload: () => Promise.reject(new Error('nothing is replaced here')),
      isReady: async () => [],
      log: { level: 'silent' },
    });
    listening = await bridge.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => bridge.close());

  test.each(VECTORS)('$name', async ({ vector, form }) => {
    const compiled = compileVector(vector);
    let ports: Ports | undefined;
    const keeping: Implementation = {
      ...EMBEDDED!, // sound: it is in the list
      attempt: (_, given) => {
        ports = given;
        return enforce(keycloak(form.settings), given)(form.ask) as Promise<Enforced<unknown>>;
      },
    };
    const { enforced } = await runVector(vector, compiled, keeping);
    const issuance = createIssuance(form.settings, ports!, NEEDS); // sound: the run gave them
    decide = async (native) => (await issuance(native)).answer as unknown as JsonObject; // sound: JSON by its type
    const response = await fetch(`${listening.url}/v1/issuance/keycloak`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(form.ask),
    });
    const { id, ...answer } = (await response.json()) as JsonObject; // sound: the bridge answers in JSON
    expect([response.status, answer, typeof id]).toEqual([
      200,
      { version: 1, ...(enforced.answer as object) },
      'string',
    ]);
  });
});

test('there are vectors Keycloak can ask', () => {
  expect(VECTORS.length).toBeGreaterThan(40);
});
