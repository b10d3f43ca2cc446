// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import { createActionInstance, sampleEvent, type ActionInstanceOptions, type ActionReport } from './index.ts';
import { REFUSED_TOKEN_LIMITS } from './attack-protection.ts';

type Options = Partial<ActionInstanceOptions> & { readonly event?: JsonObject };

const instanceOf = (body: string, options: Partial<ActionInstanceOptions> = {}) =>
  createActionInstance({
    code: `exports.onExecuteCustomTokenExchange = async (event, api) => { const { authentication: set } = api; ${body} };`,
    trigger: 'custom-token-exchange',
    ...options,
  });

const execute = (
  body: string,
  { event = sampleEvent('custom-token-exchange'), ...options }: Options = {},
): Promise<ActionReport> => instanceOf(body, options).execute(event);

const threwOf = async (body: string): Promise<string | undefined> => (await execute(body)).calls.at(-1)?.threw;

const BY_ID = `set.setUserById('auth0|1');`;
const BEHAVIOUR = `{ creationBehavior: 'create_if_not_exists', updateBehavior: 'none' }`;

describe('the user of the exchange', () => {
  test('is set by id', async () => {
    const { outcome, user } = await execute(
      `${BY_ID} set.setOrganization('north-depot'); api.user.setAppMetadata('seen', true);`,
    );
    expect([outcome, user]).toEqual([
      'permit',
      { byId: 'auth0|1', organization: 'north-depot', appMetadata: { seen: true }, userMetadata: {} },
    ]);
  });

  test('or by what a connection knows of it', async () => {
    const body = `set.setUserByConnection('staff', { user_id: 'u1', email: 'x@example.com', email_verified: true }, ${BEHAVIOUR});`;
    const { outcome, user } = await execute(body);
    expect([outcome, user.byConnection]).toEqual([
      'permit',
      {
        connection: 'staff',
        attributes: { user_id: 'u1', email: 'x@example.com', email_verified: true },
        options: { creationBehavior: 'create_if_not_exists', updateBehavior: 'none' },
      },
    ]);
  });

  test('not set, or set both ways, there is no token', async () => {
    expect(await execute('')).toMatchObject({ outcome: 'error', error: 'invalid_request', httpStatus: 400 });
    const both = `set.setUserByConnection('staff', { user_id: 'u1' }, ${BEHAVIOUR});`;
    expect(await execute(`${BY_ID} ${both}`)).toMatchObject({ outcome: 'error', error: 'invalid_request' });
    expect(await execute(`${both} ${BY_ID}`)).toMatchObject({ outcome: 'error', error: 'invalid_request' });
  });

  const attributes = (text: string): string => `set.setUserByConnection('staff', ${text}, ${BEHAVIOUR})`;
  test.each([
    [`set.setUserById('')`, 'setUserById: user_id must have at least 1 character'],
    [`set.setUserById('a'.repeat(513))`, 'setUserById: user_id must have at most 512 characters'],
    [`set.setUserById(7)`, 'setUserById: user_id must be a string'],
    [`set.setOrganization('')`, 'setOrganization must have at least 1 character'],
    [`set.setOrganization('a'.repeat(51))`, 'setOrganization must have at most 50 characters'],
    [`set.setUserByConnection('', {}, {})`, 'setUserByConnection: connection_name must have at least 1 character'],
    [attributes('7'), 'setUserByConnection: user_attributes must be an object'],
    [attributes('{}'), 'setUserByConnection: user_id must be a string'],
    [attributes(`{ user_id: 'a'.repeat(256) }`), 'setUserByConnection: user_id must have at most 255 characters'],
    [attributes(`{ user_id: 'a', name: '' }`), 'setUserByConnection: name must have at least 1 character'],
    [
      attributes(`{ user_id: 'a', given_name: 'x'.repeat(151) }`),
      'setUserByConnection: given_name must have at most 150 characters',
    ],
    [
      attributes(`{ user_id: 'a', username: 'x'.repeat(129) }`),
      'setUserByConnection: username must have at most 128 characters',
    ],
    [attributes(`{ user_id: 'a', email_verified: 'yes' }`), 'setUserByConnection: email_verified must be a boolean'],
    [
      attributes(`Object.fromEntries(Array.from({ length: 25 }, (_, i) => ['a' + i, 1]))`),
      'setUserByConnection: there must be at most 24 user_attributes',
    ],
    [`set.setUserByConnection('staff', { user_id: 'a' })`, 'setUserByConnection: options must be an object'],
    [
      `set.setUserByConnection('staff', { user_id: 'a' }, { creationBehavior: 'none' })`,
      'updateBehavior must be one of replace, none',
    ],
    [
      `set.setUserByConnection('staff', { user_id: 'a' }, { creationBehavior: 'always', updateBehavior: 'none' })`,
      'creationBehavior must be one of create_if_not_exists, none',
    ],
    [
      `set.setUserByConnection('staff', { user_id: 'a' }, { creationBehavior: 'none', updateBehavior: 'none', x: 1 })`,
      'setUserByConnection: options must not have the member x',
    ],
    [`api.user.setAppMetadata(7, 1)`, 'setAppMetadata: key must be a string'],
    [`api.user.setUserMetadata(7, 1)`, 'setUserMetadata: key must be a string'],
  ])('%s throws', async (body, threw) => {
    expect(await threwOf(body)).toBe(threw);
  });
});

describe('the actor', () => {
  const nested = (levels: number): string =>
    levels === 1 ? `{ sub: 'a' }` : `{ sub: 'a', act: ${nested(levels - 1)} }`;

  test('becomes the act claim, and no refresh token is issued', async () => {
    const event = sampleEvent('custom-token-exchange', 'full', {
      transaction: { requested_scopes: ['offline_access'] },
    });
    const body = `${BY_ID} set.setActor({ sub: 'agent', type: 'x'.repeat(99), level: 2, act: { sub: 'app', on: true } });`;
    const { token } = await execute(body, { event });
    expect([token?.actor, token?.refreshToken.isIssued]).toEqual([
      { sub: 'agent', type: 'x'.repeat(99), level: 2, act: { sub: 'app', on: true } },
      false,
    ]);
    expect((await execute(BY_ID, { event })).token?.refreshToken.isIssued).toBe(true);
  });

  test('may act for others, five levels deep', async () => {
    expect(await threwOf(`set.setActor(${nested(5)})`)).toBeUndefined();
    expect(await threwOf(`set.setActor(${nested(6)})`)).toBe('actors must nest at most 5 levels');
  });

  test.each([
    [`'agent'`, 'an actor must be an object'],
    [`{ }`, 'an actor must have a sub'],
    [`{ sub: '' }`, 'an actor must have a sub'],
    [`{ sub: 'a'.repeat(513) }`, 'the sub of an actor must have at most 512 characters'],
    [`{ sub: 'a', act: null }`, 'an actor must be an object'],
    [`{ sub: 'a', act: { sub: 7 } }`, 'an actor must have a sub'],
    [`{ sub: 'a', b: 1, c: 1, d: 1, e: 1, f: 1, g: 1 }`, 'an actor must have at most 5 properties of its own'],
    [`{ sub: 'a', b: null }`, 'a property of an actor must be a string, a number or a boolean'],
    [`{ sub: 'a', ['b'.repeat(65)]: 1 }`, 'the name of a property of an actor must have at most 64 characters'],
    [`{ sub: 'a', b: 'x'.repeat(65) }`, 'the value of a property of an actor must have at most 64 characters'],
  ])('cannot be %s', async (actor, threw) => {
    expect(await threwOf(`set.setActor(${actor})`)).toBe(threw);
  });

  test('that is nested without end is refused', async () => {
    expect(await threwOf(`const a = { sub: 'a' }; a.act = a; set.setActor(a);`)).toBe(
      'actors must nest at most 5 levels',
    );
  });
});

describe('a denial', () => {
  test.each([
    ['invalid_request', 400],
    ['server_error', 500],
    ['account_on_hold', 400],
  ])('has a code of the platform or of one’s own: %s', async (error, httpStatus) => {
    expect(await execute(`api.access.deny('${error}', 'why');`)).toMatchObject({
      outcome: 'deny',
      error,
      errorDescription: 'why',
      httpStatus,
    });
  });

  test('cannot be chained: it answers with nothing', async () => {
    expect((await execute(`console.log(api.access.deny('a', 'b'))`)).console.full).toBe('undefined\n');
  });

  test.each([
    [`deny('c')`, 'deny: reason must be a string'],
    [`deny('', 'r')`, 'deny: code must have at least 1 character'],
    [`deny('c'.repeat(1025), 'r')`, 'deny: code must have at most 1024 characters'],
    [`deny('c', '')`, 'deny: reason must have at least 1 character'],
    [`deny('c', 'r'.repeat(4097))`, 'deny: reason must have at most 4096 characters'],
    [`rejectInvalidSubjectToken()`, 'rejectInvalidSubjectToken: reason must be a string'],
    [`rejectInvalidSubjectToken('')`, 'rejectInvalidSubjectToken: reason must have at least 1 character'],
    [
      `rejectInvalidSubjectToken('r'.repeat(4097))`,
      'rejectInvalidSubjectToken: reason must have at most 4096 characters',
    ],
  ])('%s throws', async (call, threw) => {
    expect(await threwOf(`api.access.${call}`)).toBe(threw);
  });

  test('of an invalid subject token counts against the address, which is blocked after ten of them, and gets six back in an hour', async () => {
    let now = 1_800_000_000_000;
    const instance = instanceOf(`api.access.rejectInvalidSubjectToken('unknown key')`, { clock: () => now });
    const event = sampleEvent('custom-token-exchange');
    const run = async (given: JsonObject = event): Promise<unknown> => {
      const { error, httpStatus, calls } = await instance.execute(given);
      return [error, httpStatus, calls.length];
    };
    for (let i = 0; i < REFUSED_TOKEN_LIMITS.attempts; i += 1) expect(await run()).toEqual(['invalid_request', 400, 1]);
    expect(await run()).toEqual(['too_many_attempts', 429, 0]);
    const elsewhere = sampleEvent('custom-token-exchange', 'full', { request: { ip: '203.0.113.77' } });
    expect(await run(elsewhere)).toEqual(['invalid_request', 400, 1]);
    now += 10 * 60 * 1000;
    expect(await run()).toEqual(['invalid_request', 400, 1]);
    expect(await run()).toEqual(['too_many_attempts', 429, 0]);
  });
});

test('the trigger has no tokens to change', async () => {
  expect((await execute(`console.log(Object.keys(api).join())`)).console.full).toBe(
    'access,authentication,user,cache,transaction\n',
  );
});
