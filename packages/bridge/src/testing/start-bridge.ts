// SPDX-License-Identifier: Apache-2.0
import { createBridge, type Bridge } from '../bridge.ts';
import type { Listening, ListenOptions } from '../listen.ts';
import type { BridgeOptions, Decided } from '../options.ts';
import { newPep } from '../peps/new-pep.ts';
import { ROLES, type Pep } from '../peps/pep.ts';

export const PERMIT: Decided = {
  answer: { version: 1, decision: 'permit', id: 'r1', scopes: ['openid'] },
  outcome: 'permit',
  effect: 'narrowed',
  recordId: 'r1',
};

/** A small ask that fits the schema. */
export const ASK = {
  version: 1,
  needs: '',
  moment: 'response',
  event: 'TOKEN_RESPONSE',
  grant_type: 'authorization_code',
  realm: 'r',
  issuer: 'https://idp.example.com/realms/r',
  client: { id: 'app' },
  scopes: ['openid'],
};

export interface TestBridge {
  readonly bridge: Bridge;
  readonly listening: Listening;
  /** Of an enforcement point with every role. */
  readonly secret: string;
  /** What was logged, a line each. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  /** Asks with the secret, unless told otherwise. */
  readonly ask: (path: string, init?: RequestInit) => Promise<Response>;
  readonly post: (path: string, body: unknown, headers?: Readonly<Record<string, string>>) => Promise<Response>;
}

/** A bridge on a free port of this machine, with an enforcement point of every role. */
export async function startBridge(
  options: Partial<BridgeOptions> & { readonly where?: Partial<ListenOptions>; readonly more?: readonly Pep[] } = {},
): Promise<TestBridge> {
  const { where, more = [], ...rest } = options;
  const { secret, entry } = newPep('all', ROLES);
  const lines: Readonly<Record<string, unknown>>[] = [];
  const bridge = await createBridge({
    peps: [entry, ...more],
    decide: async () => PERMIT,
    onEvents: () => undefined,
    policy: () => ({ digest: 'digest-1', loadedAt: Date.UTC(2026, 0, 1) }),
    reload: async () => ({ digest: 'digest-2', previous: 'digest-1' }),
    isReady: async () => [],
    log: { level: 'debug', destination: { write: (line) => void lines.push(JSON.parse(line) as never) } }, // sound: pino writes objects
    ...rest,
  });
  const listening = await bridge.listen({ host: '127.0.0.1', port: 0, ...where });
  const ask: TestBridge['ask'] = (path, init = {}) =>
    fetch(`${listening.url}${path}`, { headers: { authorization: `Bearer ${secret}` }, ...init });
  return {
    bridge,
    listening,
    secret,
    lines,
    ask,
    post: (path, body, headers = {}) =>
      ask(path, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}
