// SPDX-License-Identifier: Apache-2.0
import type { DeploymentFinding } from '@assay/core/pep';
import { runAt, type OurAction } from './bound.ts';
import type { ActionFacts, TenantFacts } from './facts.ts';

const TRIGGERS = ['post-login', 'credentials-exchange'];

/** Calls that give scopes; the name alone counts, because code may get at a method in any way. */
const WIDENS = /\b(?:addScope|addTargetScope|setTargetScopes|clearTargetScopes)\b/g;
/** Of these the Actions that run later hear nothing: they go by the policy of the tenant, too. */
const UNSEEN = /\baddScope\b/g;
/** Code of an Actions Module is deployed, and exported, apart. */
const MODULE = /['"`]actions:/;
const CLAIMS = /\bsetCustomClaim\b/g;

/** What Actions of others do to a decision of ours, before and after it; and what runs token exchanges in its place. Pure. */
export function neighbourFindings(facts: TenantFacts, ours: readonly OurAction[]): readonly DeploymentFinding[] {
  return [...TRIGGERS.flatMap((trigger) => atTrigger(trigger, facts, ours)), ...ofProfiles(facts, ours)];
}

function atTrigger(trigger: string, facts: TenantFacts, ours: readonly OurAction[]): readonly DeploymentFinding[] {
  const isOurs = (each: ActionFacts | string): boolean => ours.some(({ action }) => action === each);
  const run = runAt(facts, trigger);
  const last = run.findLastIndex(isOurs);
  const our = run[last];
  if (facts.bindings === undefined || typeof our !== 'object') return [];
  const { file, path } = facts.bindings;
  const found = (at: number, finding: Omit<DeploymentFinding, 'file' | 'path'>): DeploymentFinding => ({
    ...finding,
    file,
    path: `${path}/${trigger}/${at}`,
  });
  const asLast = `bind \`${our.name}\` as the last of ${trigger}`;
  return run.flatMap((each, at) => {
    if (at === last) return [];
    if (isOurs(each))
      return [
        found(at, {
          code: 'bound-twice',
          severity: 'warning',
          message: `${trigger} runs \`${nameOf(each)}\` and \`${our.name}\`, both of ours`,
          help: 'unbind the older one',
        }),
      ];
    if (at < last) return earlier(each, (finding) => found(at, finding));
    return later(each, our.name, (finding) => found(at, { ...finding, help: asLast }));
  });
}

type Found<Finding> = (finding: Finding) => DeploymentFinding;

function earlier(
  each: ActionFacts | string,
  found: Found<Omit<DeploymentFinding, 'file' | 'path'>>,
): readonly DeploymentFinding[] {
  if (callsOf(each, UNSEEN).length === 0) return [];
  return [
    found({
      code: 'earlier-action-adds',
      severity: 'warning',
      message: `\`${nameOf(each)}\` runs before, and its code names \`addScope\`: a scope it adds is not seen by the policy`,
      help: 'have it call `api.transaction.addTargetScope` instead, or let the policy grant the scope',
    }),
  ];
}

function later(
  each: ActionFacts | string,
  our: string,
  found: Found<Omit<DeploymentFinding, 'file' | 'path' | 'help'>>,
): readonly DeploymentFinding[] {
  const name = nameOf(each);
  const widening = callsOf(each, WIDENS);
  if (widening.length > 0)
    return [
      found({
        code: 'later-action-undoes',
        severity: 'error',
        message: `\`${name}\` runs after \`${our}\`, and its code names ${widening.join(', ')}: it can give what the policy withheld`,
      }),
    ];
  const isUnread = typeof each === 'string' || each.code === undefined || MODULE.test(each.code);
  if (isUnread)
    return [
      found({
        code: 'later-action-unread',
        severity: 'warning',
        message: `\`${name}\` runs after \`${our}\`, and not all of its code was read`,
      }),
    ];
  return [
    found({
      code: 'not-last',
      severity: callsOf(each, CLAIMS).length > 0 ? 'warning' : 'info',
      message:
        callsOf(each, CLAIMS).length > 0
          ? `\`${name}\` runs after \`${our}\`, and its code names \`setCustomClaim\`: it can write claims over those of the policy`
          : `\`${name}\` runs after \`${our}\``,
    }),
  ];
}

const nameOf = (each: ActionFacts | string): string => (typeof each === 'string' ? each : each.name);

function callsOf(each: ActionFacts | string, calls: RegExp): readonly string[] {
  const found = typeof each === 'string' ? [] : (each.code?.match(calls) ?? []);
  return [...new Set(found)].toSorted().map((call) => `\`${call}\``);
}

function ofProfiles({ profiles = [] }: TenantFacts, ours: readonly OurAction[]): readonly DeploymentFinding[] {
  return profiles
    .filter(({ action }) => !ours.some((our) => our.action.name === action))
    .map(({ file, path, name, action, subjectTokenType }) => ({
      code: 'profile-of-other-action',
      severity: 'warning',
      file,
      path: `${path}/action`,
      message: `\`${name}\` exchanges ${subjectTokenType} by \`${action}\`, not by an Action of ours: whom such a token speaks for is its word alone`,
      help: 'build `auth0/custom-token-exchange` for this type of token, or look at what the Action validates',
    }));
}
