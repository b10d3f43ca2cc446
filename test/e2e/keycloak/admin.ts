// SPDX-License-Identifier: Apache-2.0
import { ADMIN, type Keycloak } from './keycloak.ts';

/** The admin API of a server, as its administrator. */
export interface Admin {
  readonly get: <T>(path: string) => Promise<T>;
  readonly send: (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => Promise<void>;
}

/** Signs in anew for each call: tokens of the administrator live a minute. */
export function adminOf({ url }: Pick<Keycloak, 'url'>): Admin {
  const call = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const signedIn = await fetch(`${url}/realms/master/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'password', client_id: 'admin-cli', ...ADMIN }),
    });
    const { access_token: token } = (await signedIn.json()) as { readonly access_token: string }; // sound: a token response
    const response = await fetch(`${url}/admin/realms/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  return {
    get: async <T>(path: string) => (await (await call('GET', path)).json()) as T, // sound: the caller knows the API
    send: async (method, path, body) => void (await call(method, path, body)),
  };
}
