// SPDX-License-Identifier: Apache-2.0

/** The triggers the emulator runs, each in the one version that issues tokens today, with the handlers an Action may export for it. */
export const ACTION_TRIGGERS = {
  'post-login': { version: 'v3', entrypoints: ['onExecutePostLogin', 'onContinuePostLogin'] },
  'credentials-exchange': { version: 'v2', entrypoints: ['onExecuteCredentialsExchange'] },
  'custom-token-exchange': { version: 'v1', entrypoints: ['onExecuteCustomTokenExchange'] },
} as const;

export type ActionTrigger = keyof typeof ACTION_TRIGGERS;
export type ActionEntrypoint = (typeof ACTION_TRIGGERS)[ActionTrigger]['entrypoints'][number];

/** The handlers of a trigger, the one a transaction begins with first. */
export function entrypointsOf(trigger: ActionTrigger): readonly [ActionEntrypoint, ...ActionEntrypoint[]] {
  return ACTION_TRIGGERS[trigger].entrypoints;
}
