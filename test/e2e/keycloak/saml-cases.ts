// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import { adminOf, type Admin } from './admin.ts';
import { CASES, type Case } from './cases.ts';
import { listOf } from './endpoints.ts';
import { PERSON, SHOP } from './flows.ts';
import { idOf } from './realm.ts';
import { samlSignIn, type Assertion } from './saml.ts';
import type { Stage } from './stage.ts';

/** An assertion has no scopes, and its roles and groups are attributes of the realm's choosing: there is nothing to narrow but the audience, and there is one. */
const SAML_CASES = CASES.filter(({ name }) => name !== 'a narrowed grant' && !name.includes('scopes'));

/** A SAML client's assertion is decided as a token is. */
export function describeSaml(stageOf: () => Stage): void {
  beforeAll(() => putGate(adminOf(stageOf().keycloak)));

  const signIn = async (
    now: Omit<Case, 'name'>,
    client = 'portal',
  ): Promise<{ readonly told: Assertion; readonly records: readonly DecisionRecord[] }> => {
    const stage = stageOf();
    stage.reset();
    await stage.browser.forget();
    await adminOf(stage.keycloak).send('POST', `${SHOP}/users/${idOf(SHOP, PERSON)}/logout`);
    stage.set(now);
    const told = await samlSignIn(stage, client);
    if (now.line?.kind === 'slow') await stage.settled(now.records);
    return { told, records: stage.records() };
  };

  test.each(SAML_CASES)('an assertion: $name', async (now) => {
    const stage = stageOf();
    const { told, records } = await signIn(now);
    expect(records).toHaveLength(now.records);
    expect(records.map(({ who, asked }) => [who?.client.id, asked?.tokens])).toEqual(
      records.map(() => ['portal', ['saml2']]),
    );
    if (now.outcome === 'issued') return expect(told).toEqual(expected(records[0], told));
    const [record] = records;
    expect({ status: told.status, attributes: told.attributes, message: told.message }).toEqual({
      status: 'RequestDenied',
      attributes: undefined,
      message:
        now.outcome === 'denied'
          ? `access_denied: correlation id ${record?.id}`
          : (expect.stringContaining('the assertion could not be decided') as unknown),
    });
    expect(await adminOf(stage.keycloak).get(`${SHOP}/users/${idOf(SHOP, PERSON)}/sessions`)).toEqual([]);
  });

  test('without the gate in the flow, the mapper decides: nothing is told to the service, and no session is left', async () => {
    const stage = stageOf();
    const refused = signIn(denied, 'portal-without-gate');
    await expect(refused).rejects.toThrow('the browser stays at Keycloak');
    expect(stage.records()).toMatchObject([{ outcome: 'deny' }]);
    expect(await adminOf(stage.keycloak).get(`${SHOP}/users/${idOf(SHOP, PERSON)}/sessions`)).toEqual([]);
    const { told } = await signIn(
      { standing: { team: 'night shift', external: true }, outcome: 'issued', records: 1 },
      'portal-without-gate',
    );
    expect(told.attributes).toMatchObject({ team: ['night shift'] });
    expect(told.attributes).not.toHaveProperty('cost_center');
    expect(stage.records()).toHaveLength(1);
  });
}

const denied = { standing: { status: 'suspended' }, outcome: 'denied', records: 1 } as const;

/** Has the gate asked before a service is answered, so that a refusal is told to it: for one client, by a flow of its own. */
async function putGate(admin: Admin): Promise<void> {
  const flows = `${SHOP}/authentication/flows`;
  const alias = 'with gate';
  const login = 'with gate login';
  await admin.send('POST', flows, { alias, providerId: 'basic-flow', topLevel: true, builtIn: false });
  await admin.send('POST', `${flows}/${encodeURIComponent(alias)}/executions/flow`, {
    alias: login,
    type: 'basic-flow',
  });
  for (const provider of ['auth-cookie', 'auth-username-password-form'])
    await admin.send('POST', `${flows}/${encodeURIComponent(login)}/executions/execution`, { provider });
  await admin.send('POST', `${flows}/${encodeURIComponent(alias)}/executions/execution`, { provider: 'assay-gate' });
  const executions = await admin.get<readonly Execution[]>(`${flows}/${encodeURIComponent(alias)}/executions`);
  for (const execution of executions)
    await admin.send('PUT', `${flows}/${encodeURIComponent(alias)}/executions`, {
      ...execution,
      requirement: execution.level === 0 ? 'REQUIRED' : 'ALTERNATIVE',
    });
  const all = await admin.get<readonly { readonly id: string; readonly alias: string }[]>(flows);
  const [client] = await admin.get<readonly { readonly id: string }[]>(`${SHOP}/clients?clientId=portal`);
  await admin.send('PUT', `${SHOP}/clients/${client?.id}`, {
    ...client,
    authenticationFlowBindingOverrides: { browser: all.find((flow) => flow.alias === alias)?.id },
  });
}

interface Execution {
  readonly level: number;
  readonly [member: string]: unknown;
}

/** What a record says is in an assertion. */
function expected(record: DecisionRecord | undefined, told: Assertion): Assertion {
  const changes = record?.granted?.tokens.find(({ token }) => token === 'saml2');
  const attributes: Record<string, readonly string[]> = {
    cost_center: ['4711'],
    Role: told.attributes?.['Role'] ?? [],
  };
  for (const change of changes?.claims ?? [])
    if (change.action === 'set') attributes[change.claim] = listOf(change.value);
    else delete attributes[change.claim];
  const lifetime = changes?.lifetime?.seconds;
  return {
    status: 'Success',
    message: undefined,
    attributes,
    audience: ['portal'],
    lifetimeSeconds: lifetime !== undefined && lifetime < told.lifetimeSeconds ? lifetime : told.lifetimeSeconds,
  };
}
