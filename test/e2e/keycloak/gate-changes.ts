// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { own } from '@assay/core/model';
import { adminOf } from './admin.ts';
import { passwordGrant, SHOP, ROTATING } from './flows.ts';
import type { Stage } from './stage.ts';

interface Policies {
  readonly policies: readonly Readonly<Record<string, unknown>>[];
}
interface Profiles {
  readonly profiles: readonly Readonly<Record<string, unknown>>[];
}

/** Nobody switches the gate off unseen. */
export function describeGateChanges(stageOf: () => Stage): void {
  const POLICIES = `${ROTATING}/client-policies/policies`;
  const PROFILES = `${ROTATING}/client-policies/profiles`;

  /** The kinds of what the bridge was told since it was forgotten, once there is one of the kind. */
  const toldOf = async (kind: string): Promise<readonly unknown[]> => {
    const deadline = Date.now() + 10_000;
    let kinds: readonly unknown[] = [];
    while (Date.now() < deadline && !kinds.includes(kind)) {
      await sleep(100);
      kinds = stageOf()
        .switchboard.calls()
        .filter(({ path }) => path === '/v1/events/keycloak')
        .flatMap(({ body }) => [body['events'] ?? []].flat())
        .map((event) => own(event, 'kind'));
    }
    return kinds;
  };

  test.each<[string, string, (stage: Stage) => Promise<() => Promise<void>>]>([
    [
      'the policy is disabled',
      'gate_removed',
      (stage) => changePolicies(stage, (policy) => [{ ...policy, enabled: false }]),
    ],
    ['the policy is deleted', 'gate_removed', (stage) => changePolicies(stage, () => [])],
    [
      'the conditions of the policy are taken away',
      'gate_removed',
      (stage) => changePolicies(stage, (policy) => [{ ...policy, conditions: [] }]),
    ],
    [
      'the condition is turned round',
      'gate_removed',
      (stage) =>
        changePolicies(stage, (policy) => [
          { ...policy, conditions: [{ condition: 'any-client', configuration: { 'is-negative-logic': true } }] },
        ]),
    ],
    [
      'the policy has no profile',
      'gate_removed',
      (stage) => changePolicies(stage, (policy) => [{ ...policy, profiles: [] }]),
    ],
    ['the profile is emptied', 'gate_removed', (stage) => changeProfiles(stage, [])],
    [
      'another executor comes after ours',
      'gate_weakened',
      (stage) =>
        changeProfiles(stage, [
          { executor: 'assay-issuance', configuration: {} },
          { executor: 'secure-session', configuration: {} },
        ]),
    ],
  ])('the bridge is told when %s', async (_, kind, change) => {
    const stage = stageOf();
    stage.reset();
    const restore = await change(stage);
    try {
      expect(await toldOf(kind)).toContain(kind);
      stage.switchboard.forgetCalls();
    } finally {
      await restore();
    }
    expect(await toldOf('gate_restored')).toContain('gate_restored');
    stage.reset();
    expect((await passwordGrant(stage, ROTATING)).status).toBe(200);
    expect(stage.records()).toHaveLength(1);
  });

  test('the bridge is told that a client is deleted, and that a user signs out', async () => {
    const stage = stageOf();
    const admin = adminOf(stage.keycloak);
    stage.reset();
    await admin.send('POST', `${SHOP}/clients`, { clientId: 'short-lived' });
    const [client] = await admin.get<readonly { readonly id: string }[]>(`${SHOP}/clients?clientId=short-lived`);
    await admin.send('DELETE', `${SHOP}/clients/${client?.id}`);
    expect(await toldOf('client_deleted')).toContain('client_deleted');
    const answer = await passwordGrant(stage, SHOP);
    await fetch(`${stage.issuer(SHOP)}/protocol/openid-connect/logout`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: 'cli',
        client_secret: 'cli-secret-of-a-test',
        refresh_token: String(answer.body['refresh_token']),
      }),
    });
    expect(await toldOf('logout')).toContain('logout');
  });

  async function changePolicies(
    stage: Stage,
    change: (policy: Readonly<Record<string, unknown>>) => readonly object[],
  ): Promise<() => Promise<void>> {
    const admin = adminOf(stage.keycloak);
    const before = await admin.get<Policies>(POLICIES);
    const ours = before.policies.find(({ name }) => name === 'assay') ?? {};
    const others = before.policies.filter(({ name }) => name !== 'assay');
    await admin.send('PUT', POLICIES, { policies: [...others, ...change(ours)] });
    return () => admin.send('PUT', POLICIES, { policies: before.policies });
  }

  async function changeProfiles(stage: Stage, executors: readonly object[]): Promise<() => Promise<void>> {
    const admin = adminOf(stage.keycloak);
    const before = await admin.get<Profiles>(PROFILES);
    const profiles = before.profiles.map((profile) =>
      profile['name'] === 'assay' ? { ...profile, executors } : profile,
    );
    await admin.send('PUT', PROFILES, { profiles });
    return () => admin.send('PUT', PROFILES, { profiles: before.profiles });
  }
}
