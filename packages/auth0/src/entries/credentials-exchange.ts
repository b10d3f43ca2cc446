// SPDX-License-Identifier: Apache-2.0
import { credentialsExchange } from '../credentials-exchange/credentials-exchange.ts';
import { refuse } from '../credentials-exchange/to-response.ts';
import { nativeOf } from '../native.ts';
import { createRun, type HostOrFactory } from '../run.ts';
import type { Auth0Settings } from '../settings.ts';
import { canSetTargetScopes } from '../target-scopes.ts';

/** What the Action exports. Auth0 takes async functions only. */
export interface CredentialsExchangeHandlers {
  readonly onExecuteCredentialsExchange: (event: unknown, api: unknown) => Promise<void>;
}

/** The handler of the trigger credentials-exchange: when a client asks for a token of its own. */
export function createCredentialsExchange(settings: Auth0Settings, host: HostOrFactory): CredentialsExchangeHandlers {
  const run = createRun(
    {
      adapter: () => credentialsExchange(settings),
      budgetMs: settings.budgetMs,
      probe: canSetTargetScopes,
      fail: (correlationId) => refuse({ error: 'server_error', correlationId }),
    },
    host,
  );
  return {
    onExecuteCredentialsExchange: async (event, api) => run(event, api, ({ features }) => nativeOf(event, features)),
  };
}
