// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto';
import type { Browser } from './browser.ts';
import { REDIRECT_URI } from './clients.ts';
import { post, textOf, type Answer } from './endpoints.ts';
import { partnerSubject, type Person } from './realm.ts';
import type { Surroundings } from './surroundings.ts';

/** What a flow is carried out with. */
export interface Ground {
  readonly issuer: (realm: string) => string;
  readonly browser: Browser;
  readonly surroundings: Surroundings;
}

/** A way to a token. Everything before the moment a token is asked for is prepared, so that only that moment is subject to a case. */
export interface Flow {
  readonly name: string;
  /** As it is recorded. */
  readonly grant: string;
  readonly client: string;
  readonly realm: string;
  /** The client policy event the provider is asked about. */
  readonly prepare: (ground: Ground) => Promise<() => Promise<Answer>>;
  /** How many decisions of its own the preparation takes. */
  readonly preparedBy: number;
}

export const SHOP = 'shop';
/** The same realm, where a refresh token is good for one use. */
export const ROTATING = 'rotating';
export const PERSON: Person = 'clara';

/** What clients ask for, beside their default scopes. */
export const ASKED = 'openid orders:write';

const GRANT = {
  exchange: 'urn:ietf:params:oauth:grant-type:token-exchange',
  device: 'urn:ietf:params:oauth:grant-type:device_code',
  ciba: 'urn:openid:params:grant-type:ciba',
  jwt: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
} as const;

/** Signs in with a password. */
export const passwordGrant = (ground: Ground, realm: string, scope: string = ASKED): Promise<Answer> =>
  post(ground.issuer(realm), 'token', 'cli', {
    grant_type: 'password',
    username: PERSON,
    password: PERSON,
    scope,
  });

export const refreshGrant = (ground: Ground, realm: string, client: string, refreshToken: string): Promise<Answer> =>
  post(ground.issuer(realm), 'token', client, { grant_type: 'refresh_token', refresh_token: refreshToken });

export const exchangeGrant = (ground: Ground, subjectToken: string, more: object = {}): Promise<Answer> =>
  post(ground.issuer(SHOP), 'token', 'gateway', {
    grant_type: GRANT.exchange,
    subject_token: subjectToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    scope: ASKED,
    ...more,
  });

const parameters = (url: string): URLSearchParams => new URLSearchParams(/[?#](.*)$/.exec(url)?.[1] ?? '');

/** A sign-in with PKCE in the browser, up to the code. */
export async function codeOf(
  ground: Ground,
  scope: string = ASKED,
): Promise<{ readonly code: string; readonly verifier: string }> {
  const verifier = randomBytes(32).toString('base64url');
  const landed = await authorize(ground, 'web', {
    response_type: 'code',
    scope,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const code = landed.get('code');
  if (code === null) throw new Error(`no code: ${landed.toString()}`);
  return { code, verifier };
}

/** Asks the authorization endpoint in the browser; what it says to the client. */
export async function authorize(
  ground: Ground,
  client: string,
  query: Readonly<Record<string, string>>,
): Promise<URLSearchParams> {
  const url = new URL(`${ground.issuer(SHOP)}/protocol/openid-connect/auth`);
  url.search = new URLSearchParams({
    client_id: client,
    redirect_uri: REDIRECT_URI,
    state: 'a-state',
    ...query,
  }).toString();
  return parameters((await ground.browser.visit(url.href, PERSON)).url);
}

export const redeem = (ground: Ground, { code, verifier }: { readonly code: string; readonly verifier: string }) =>
  post(ground.issuer(SHOP), 'token', 'web', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT_URI,
    code_verifier: verifier,
  });

/** As an answer of the token endpoint is. */
function fragmentAnswer(said: URLSearchParams): Answer {
  const body = Object.fromEntries(said);
  return { status: 'access_token' in body || 'id_token' in body ? 200 : 400, body };
}

/** The ways there are to a token of OpenID Connect. */
export const FLOWS: readonly Flow[] = [
  {
    name: 'authorization code with PKCE',
    grant: 'authorization_code',
    client: 'web',
    realm: SHOP,
    preparedBy: 0,
    prepare: async (ground) => {
      const code = await codeOf(ground);
      return () => redeem(ground, code);
    },
  },
  {
    name: 'client credentials',
    grant: 'client_credentials',
    client: 'job',
    realm: SHOP,
    preparedBy: 0,
    prepare: (ground) =>
      Promise.resolve(() =>
        post(ground.issuer(SHOP), 'token', 'job', { grant_type: 'client_credentials', scope: 'orders:write' }),
      ),
  },
  {
    name: 'password',
    grant: 'password',
    client: 'cli',
    realm: SHOP,
    preparedBy: 0,
    prepare: (ground) => Promise.resolve(() => passwordGrant(ground, SHOP)),
  },
  ...[SHOP, ROTATING].map((realm): Flow => ({
    name: realm === SHOP ? 'refresh without rotation' : 'refresh with rotation',
    grant: 'refresh_token',
    client: 'cli',
    realm,
    preparedBy: 1,
    prepare: async (ground) => {
      const token = textOf(await passwordGrant(ground, realm), 'refresh_token');
      return () => refreshGrant(ground, realm, 'cli', token);
    },
  })),
  {
    name: 'refresh with an offline token',
    grant: 'refresh_token',
    client: 'cli',
    realm: SHOP,
    preparedBy: 1,
    prepare: async (ground) => {
      const token = textOf(await passwordGrant(ground, SHOP, `${ASKED} offline_access`), 'refresh_token');
      return () => refreshGrant(ground, SHOP, 'cli', token);
    },
  },
  {
    name: 'device',
    grant: 'device_code',
    client: 'tv',
    realm: SHOP,
    preparedBy: 0,
    prepare: async (ground) => {
      const started = await post(ground.issuer(SHOP), 'auth/device', 'tv', { scope: ASKED });
      await ground.browser.approveDevice(textOf(started, 'verification_uri_complete'), PERSON);
      return () =>
        post(ground.issuer(SHOP), 'token', 'tv', {
          grant_type: GRANT.device,
          device_code: textOf(started, 'device_code'),
        });
    },
  },
  {
    name: 'CIBA',
    grant: 'ciba',
    client: 'bank',
    realm: SHOP,
    preparedBy: 0,
    prepare: async (ground) => {
      const started = await post(ground.issuer(SHOP), 'ext/ciba/auth', 'bank', { scope: ASKED, login_hint: PERSON });
      const id = textOf(started, 'auth_req_id');
      const approved = await fetch(`${ground.issuer(SHOP)}/protocol/openid-connect/ext/ciba/auth/callback`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${ground.surroundings.lastCibaToken()}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ status: 'SUCCEED' }),
      });
      if (!approved.ok) throw new Error(`the approval was answered ${approved.status} ${await approved.text()}`);
      return () => post(ground.issuer(SHOP), 'token', 'bank', { grant_type: GRANT.ciba, auth_req_id: id });
    },
  },
  {
    name: 'token exchange',
    grant: 'token_exchange',
    client: 'gateway',
    realm: SHOP,
    preparedBy: 1,
    prepare: async (ground) => {
      const subject = textOf(await passwordGrant(ground, SHOP), 'access_token');
      return () => exchangeGrant(ground, subject);
    },
  },
  {
    name: 'JWT grant',
    grant: 'jwt_bearer',
    client: 'partner',
    realm: SHOP,
    preparedBy: 0,
    prepare: async (ground) => {
      const issuer = ground.issuer(SHOP);
      const assertion = await ground.surroundings.assertionOf(partnerSubject(PERSON), issuer);
      return () => post(issuer, 'token', 'partner', { grant_type: GRANT.jwt, assertion, scope: ASKED });
    },
  },
  frontChannel('implicit', 'id_token token'),
  frontChannel('hybrid', 'code id_token token'),
];

/** The flow of that name. */
export function flowOf(name: string): Flow {
  const flow = FLOWS.find((each) => each.name === name);
  if (flow === undefined) throw new Error(`no flow is called ${name}`);
  return flow;
}

/** Tokens in the answer of the authorization endpoint itself. */
function frontChannel(name: string, response_type: string): Flow {
  return {
    name,
    grant: 'implicit',
    client: 'spa',
    realm: SHOP,
    preparedBy: 0,
    prepare: (ground) =>
      Promise.resolve(async () =>
        fragmentAnswer(await authorize(ground, 'spa', { response_type, scope: ASKED, nonce: 'a-nonce' })),
      ),
  };
}
