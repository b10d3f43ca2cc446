// SPDX-License-Identifier: Apache-2.0
import type { ActionFacts, TenantFacts } from './facts.ts';

/** An Action of ours, and what it is built for. */
export interface OurAction {
  readonly action: ActionFacts;
  /** `auth0/<trigger>`. */
  readonly target: string;
  readonly digest: string;
}

/** What a trigger runs, in this order; an Action that was not exported is its name alone. */
export function runAt({ actions, bindings }: TenantFacts, trigger: string): readonly (ActionFacts | string)[] {
  const names = bindings?.byTrigger.get(trigger) ?? [];
  return names.map((name) => actions.find((action) => action.name === name) ?? name);
}

/** Whether tokens can get to an Action: its trigger runs it, or a token exchange profile does; undefined where that was not exported. */
export function isBound({ action }: OurAction, facts: TenantFacts): boolean | undefined {
  const trigger = action.trigger?.id;
  if (trigger === 'custom-token-exchange') return facts.profiles?.some((profile) => profile.action === action.name);
  return facts.bindings && trigger !== undefined && runAt(facts, trigger).includes(action);
}

/** Whether what was exported is what runs: there is no draft of it, and it could be built. */
export const isLive = ({ isDeployed, status }: ActionFacts): boolean =>
  isDeployed && (status === undefined || status === 'built');

/** Actions `assay build` wrote: by what their code says, or because it is what the project builds. Pure. */
export function oursOf(
  { actions }: TenantFacts,
  expected: readonly { readonly target: string; readonly digest: string; readonly code: string }[],
): readonly OurAction[] {
  return actions.flatMap((action) => {
    const same = expected.find(({ code }) => code === action.code);
    const target = same?.target ?? action.mark?.target ?? `auth0/${action.trigger?.id ?? 'post-login'}`;
    const digest = same?.digest ?? action.mark?.digest;
    return digest === undefined ? [] : [{ action, target, digest }];
  });
}
