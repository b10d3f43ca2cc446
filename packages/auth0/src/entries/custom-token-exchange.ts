// SPDX-License-Identifier: Apache-2.0
import type { FetchImplementation } from 'jose';
import { customTokenExchange } from '../custom-token-exchange/custom-token-exchange.ts';
import { createKeySets } from '../custom-token-exchange/key-sets.ts';
import { refuse } from '../custom-token-exchange/to-response.ts';
import { verifyTokens } from '../custom-token-exchange/verify-tokens.ts';
import { nativeOf } from '../native.ts';
import { createRun, type HostOrFactory, type ReadNative } from '../run.ts';
import type { Auth0Settings } from '../settings.ts';

/** What the Action exports. Auth0 takes async functions only. */
export interface CustomTokenExchangeHandlers {
  readonly onExecuteCustomTokenExchange: (event: unknown, api: unknown) => Promise<void>;
}

/** The handler of the trigger custom-token-exchange: when a client brings a token of somebody else's. `getKeySet` is `fetch`, where absent. */
export function createCustomTokenExchange(
  settings: Auth0Settings,
  host: HostOrFactory,
  getKeySet: FetchImplementation = (url, options) => fetch(url, options),
): CustomTokenExchangeHandlers {
  const keysOf = createKeySets(getKeySet, settings.budgetMs);
  const run = createRun(
    {
      adapter: (_, { verified }) => customTokenExchange(settings, verified),
      budgetMs: settings.budgetMs,
      fail: (correlationId) => refuse({ error: 'server_error', correlationId }, false),
    },
    host,
  );
  const read: ReadNative = async ({ event, features, host: { clock } }) =>
    nativeOf(event, features, {
      verified: await verifyTokens(event, settings.issuers, { keysOf, clock }),
    });
  return { onExecuteCustomTokenExchange: async (event, api) => run(event, api, read) };
}
