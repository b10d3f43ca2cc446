// SPDX-License-Identifier: Apache-2.0
import { readAnswer } from '../continue.ts';
import { nativeOf } from '../native.ts';
import { postLogin } from '../post-login/post-login.ts';
import { createRun, type HostOrFactory, type ReadNative } from '../run.ts';
import type { Auth0Settings } from '../settings.ts';
import { canSetTargetScopes } from '../target-scopes.ts';

/** What the Action exports. Auth0 takes async functions only. */
export interface PostLoginHandlers {
  readonly onExecutePostLogin: (event: unknown, api: unknown) => Promise<void>;
  readonly onContinuePostLogin: (event: unknown, api: unknown) => Promise<void>;
}

/** The handlers of the trigger post-login: when a user signs in, and when they come back from a page they were sent to. */
export function createPostLogin(settings: Auth0Settings, host: HostOrFactory): PostLoginHandlers {
  const run = createRun(
    {
      adapter: ({ clock, pdp }) => postLogin(settings, { clock, parameters: pdp.parameters }),
      budgetMs: settings.budgetMs,
      probe: canSetTargetScopes,
      fail: (id) => [{ call: 'access.deny', args: [`server_error ${id}`] }],
    },
    host,
  );
  const first: ReadNative = ({ event, features }) => nativeOf(event, features);
  const again: ReadNative = async ({ event, api, features, platform, host: { clock, pdp } }) =>
    nativeOf(event, features, {
      continued: await readAnswer(event, api, {
        ...platform,
        clock,
        redirect: settings.redirect,
        digest: pdp.digest,
      }),
    });
  return {
    onExecutePostLogin: async (event, api) => run(event, api, first),
    onContinuePostLogin: async (event, api) => run(event, api, again),
  };
}
