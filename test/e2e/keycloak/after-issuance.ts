// SPDX-License-Identifier: Apache-2.0
import { rolesOf } from './as-recorded.ts';
import { CASES } from './cases.ts';
import { listOf, post, scopesOf, textOf, tokensOf, userinfo, type Answer, type Claims } from './endpoints.ts';
import { ASKED, codeOf, exchangeGrant, flowOf, passwordGrant, redeem, refreshGrant, ROTATING, SHOP } from './flows.ts';
import { expectRefusal } from './flow-cases.ts';
import type { Stage } from './stage.ts';

const NARROWED = {
  ...CASES.find(({ name }) => name === 'a narrowed grant')?.standing,
  team: 'night shift',
  external: true,
  closed_audiences: [], // who introspects and who exchanges has to stay in the audience
};
/** Nothing of the shop but what OpenID Connect has. */
const NO_SCOPES = { risk: 95 };

/** What is decided once holds wherever the token goes. */
export function describeAfterIssuance(stageOf: () => Stage): void {
  /** What a resource server is told of a token. */
  const introspect = (token: string): Promise<Answer> =>
    post(stageOf().issuer(SHOP), 'token/introspect', 'orders-api', { token });

  describe('a narrowed token', () => {
    test.each(['password', 'client credentials', 'refresh without rotation', 'token exchange', 'device', 'JWT grant'])(
      'of the flow "%s" is the same at introspection',
      async (name) => {
        const stage = stageOf();
        stage.reset();
        const ask = await flowOf(name).prepare(stage);
        stage.set({ standing: NARROWED });
        const answer = await ask();
        const token = tokensOf(answer).access_token;
        expect(shapeOf(token)).toMatchObject({ scopes: expect.not.arrayContaining(['orders:write']) as unknown });
        // whatever is known later: nothing is decided again
        stage.set({});
        const count = stage.records().length;
        const told = await introspect(textOf(answer, 'access_token'));
        expect(told.body['active']).toBe(true);
        expect(shapeOf(told.body)).toEqual(shapeOf(token));
        expect(stage.records()).toHaveLength(count);
      },
    );

    test('tells no more at userinfo', async () => {
      const stage = stageOf();
      stage.reset();
      stage.set({ standing: NARROWED });
      const answer = await passwordGrant(stage, SHOP);
      stage.set({});
      const { status, body } = await userinfo(stage.issuer(SHOP), textOf(answer, 'access_token'));
      const token = tokensOf(answer).access_token;
      expect({ status, ...shapeOf(body), scopes: [], audiences: [] }).toEqual({
        status: 200,
        ...shapeOf(token),
        scopes: [],
        audiences: [],
      });
    });

    test.each([SHOP, ROTATING])(
      'stays so at a refresh in the realm %s, default client scopes included',
      async (realm) => {
        const stage = stageOf();
        stage.reset();
        stage.set({ standing: NO_SCOPES });
        let answer = await passwordGrant(stage, realm);
        for (let round = 0; round < 3; round++) {
          const { access_token: token, refresh_token: refresh } = tokensOf(answer);
          expect({ answer: scopesOf(answer.body), token: scopesOf(token), has: token?.['orders_reader'] }).toEqual({
            answer: ['openid', 'profile'],
            token: ['openid', 'profile'],
            has: undefined,
          });
          expect(refresh).toBeDefined();
          answer = await refreshGrant(stage, realm, 'cli', textOf(answer, 'refresh_token'));
        }
      },
    );

    test('is decided anew at a refresh: what was narrowed may be whole again, what was whole may be narrowed', async () => {
      const stage = stageOf();
      stage.reset();
      const whole = await passwordGrant(stage, SHOP);
      stage.set({ standing: NARROWED });
      const narrowed = await refreshGrant(stage, SHOP, 'cli', textOf(whole, 'refresh_token'));
      expect(scopesOf(narrowed.body)).toEqual(['openid', 'orders:read', 'profile']);
      stage.set({});
      const again = await refreshGrant(stage, SHOP, 'cli', textOf(narrowed, 'refresh_token'));
      const [, , third] = stage.records();
      expect(scopesOf(again.body)).toEqual(third?.granted?.scopes.map(({ scope }) => scope).sort());
    });

    test('cannot be exchanged for a wider one', async () => {
      const stage = stageOf();
      stage.reset();
      stage.set({ standing: NO_SCOPES });
      const subject = await passwordGrant(stage, SHOP);
      const exchanged = await exchangeGrant(stage, textOf(subject, 'access_token'));
      expect({ status: exchanged.status, scopes: scopesOf(exchanged.body) }).toEqual({
        status: 200,
        scopes: ['openid', 'profile'],
      });
      expect(scopesOf(tokensOf(exchanged).access_token)).toEqual(['openid', 'profile']);
    });
  });

  test('an exchanged token has the claims the policy sets, and not those it removes', async () => {
    const stage = stageOf();
    stage.reset();
    const subject = textOf(await passwordGrant(stage, SHOP), 'access_token');
    stage.set({ standing: { team: 'night shift', external: true } });
    const { access_token: token } = tokensOf(await exchangeGrant(stage, subject));
    expect({ team: token?.['team'], costCenter: token?.['cost_center'] }).toEqual({
      team: 'night shift',
      costCenter: undefined,
    });
  });

  test.each([
    ['is denied', { standing: { status: 'suspended' as const } }],
    ['nobody can decide', { line: { kind: 'down' as const } }],
  ])('a refresh that %s uses up no refresh token, where each is good for one use', async (_, now) => {
    const stage = stageOf();
    stage.reset();
    const token = textOf(await passwordGrant(stage, ROTATING), 'refresh_token');
    stage.set(now);
    expect((await refreshGrant(stage, ROTATING, 'cli', token)).status).not.toBe(200);
    expect((await refreshGrant(stage, ROTATING, 'cli', token)).status).not.toBe(200);
    stage.set({});
    const { status, body } = await refreshGrant(stage, ROTATING, 'cli', token);
    expect({ status, error: body['error'] }).toEqual({ status: 200, error: undefined });
    // and it was good for one
    expect((await refreshGrant(stage, ROTATING, 'cli', token)).status).toBe(400);
  });

  test('a code that was denied is used up', async () => {
    const stage = stageOf();
    stage.reset();
    const code = await codeOf(stage);
    stage.set({ standing: { status: 'suspended' } });
    expect((await redeem(stage, code)).body['error']).toBe('access_denied');
    stage.set({});
    expect((await redeem(stage, code)).body['error']).toBe('invalid_grant');
    await stage.browser.forget();
  });

  test('a token that lives shorter is told to, and is over when it says', async () => {
    const stage = stageOf();
    stage.reset();
    stage.set({ standing: { short: true } });
    const { body } = await passwordGrant(stage, SHOP);
    expect(Number(body['expires_in'])).toBeGreaterThan(115);
    expect(Number(body['expires_in'])).toBeLessThanOrEqual(120);
  });

  test('a scope nobody has a rule for is withheld, also where only that was asked for', async () => {
    const stage = stageOf();
    stage.reset();
    stage.set({ standing: { risk: 95 } });
    const answer = await post(stage.issuer(SHOP), 'token', 'job', {
      grant_type: 'client_credentials',
      scope: 'orders:write',
    });
    const [record] = stage.records();
    if (answer.status === 200) expect(scopesOf(answer.body)).toEqual(['profile']);
    else
      expectRefusal(answer, flowOf('client credentials'), {
        error: 'invalid_scope',
        description: `correlation id ${record?.id}`,
      });
    expect(ASKED).toContain('orders:write');
  });
}

/** What of a token, or of what is told of one, a policy can change. */
function shapeOf(claims: Claims | undefined): object {
  return {
    scopes: scopesOf(claims),
    audiences: listOf(claims?.['aud']),
    roles: rolesOf(claims),
    groups: listOf(claims?.['groups']),
    team: claims?.['team'],
    costCenter: claims?.['cost_center'],
    reader: claims?.['orders_reader'],
    limit: claims?.['orders_limit'],
  };
}
