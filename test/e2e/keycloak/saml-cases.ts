// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import { adminOf } from './admin.ts';
import { CASES, type Case } from './cases.ts';
import { PERSON, SHOP } from './flows.ts';
import { idOf } from './realm.ts';
import { samlSignIn, type Assertion } from './saml.ts';
import type { Stage } from './stage.ts';

/** An assertion has no scopes, and its roles and groups are attributes of the realm's choosing: there is nothing to narrow but the audience, and there is one. */
const SAML_CASES = CASES.filter(({ name }) => name !== 'a narrowed grant' && !name.includes('scopes'));

/** A SAML client's assertion is decided as a token is. */
export function describeSaml(stageOf: () => Stage): void {
  const signIn = async (
    now: Omit<Case, 'name'>,
  ): Promise<{ readonly told: Assertion; readonly records: readonly DecisionRecord[] }> => {
    const stage = stageOf();
    stage.reset();
    await stage.browser.forget();
    await adminOf(stage.keycloak).send('POST', `${SHOP}/users/${idOf(SHOP, PERSON)}/logout`);
    stage.set(now);
    const told = await samlSignIn(stage);
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
}

/** What a record says is in an assertion. */
function expected(record: DecisionRecord | undefined, told: Assertion): Assertion {
  const changes = record?.granted?.tokens.find(({ token }) => token === 'saml2');
  const attributes: Record<string, readonly string[]> = {
    cost_center: ['4711'],
    Role: told.attributes?.['Role'] ?? [],
  };
  for (const change of changes?.claims ?? [])
    if (change.action === 'set') attributes[change.claim] = [String(change.value)];
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
