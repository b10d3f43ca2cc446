// SPDX-License-Identifier: Apache-2.0
import { readAnswer } from '../continue.ts';
import { detectFeatures } from '../features.ts';
import { nativeOf } from '../native.ts';
import { postLogin } from '../post-login/post-login.ts';
import { createRun, type HostOrFactory, type ReadNative } from '../run.ts';
import type { Auth0Settings } from '../settings.ts';

/** What the Action exports. Auth0 takes async functions only. */
export interface PostLoginHandlers {
  readonly onExecutePostLogin: (event: unknown, api: unknown) => Promise<void>;
  readonly onContinuePostLogin: (event: unknown, api: unknown) => Promise<void>;
}

/** The handlers of the trigger post-login: when a user signs in, and when they come back from a page they were sent to. */
export function createPostLogin(settings: Auth0Settings, host: HostOrFactory): PostLoginHandlers {
  const run = createRun(
    {
      adapter: ({ clock }) => postLogin(settings, clock),
      budgetMs: settings.budgetMs,
      fail: (id) => [{ call: 'access.deny', args: [`server_error ${id}`] }],
    },
    host,
  );
  const first: ReadNative = (event, api) => nativeOf(event, detectFeatures(event, api));
  const again: ReadNative = (event, api, platform, { pdp }) =>
    nativeOf(event, detectFeatures(event, api), {
      continued: readAnswer(event, api, platform, settings.redirect, pdp.digest),
    });
  return {
    onExecutePostLogin: async (event, api) => run(event, api, first),
    onContinuePostLogin: async (event, api) => run(event, api, again),
  };
}
