// SPDX-License-Identifier: Apache-2.0
import { own, type JsonObject } from '@assay/core/model';
import type { PolicyFacts, ProfileFacts, RealmState } from '../realm/facts.ts';
import { NAMES } from '../realm/names.ts';
import type { Change } from './change.ts';
import { CONDITIONS, executorConfiguration, POLICY, profileOf, type DeployOptions } from './desired.ts';
import { sameJson } from './same-json.ts';

/** The client profile with our executor as its last. */
export function profileChanges({ profiles }: RealmState, options: DeployOptions): readonly Change[] {
  const before = profiles.filter(({ isGlobal }) => !isGlobal);
  const ours = before.find(({ name }) => name === NAMES.profile);
  const rest = before.map(({ raw }) => raw);
  // the order of profiles means nothing: ours stays where it is
  const after = ours
    ? before.map((profile) => (profile === ours ? withExecutorLast(profile, options) : profile.raw))
    : [...rest, profileOf(options)];
  return listChange('profiles', `client profile \`${NAMES.profile}\``, rest, after);
}

function withExecutorLast({ raw, executors }: ProfileFacts, options: DeployOptions): JsonObject {
  const isOurs = ({ executor }: { readonly executor: string }): boolean => executor === NAMES.executor;
  const list = own(raw, 'executors');
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  const others = items.filter((_, at) => executors[at] !== undefined && !isOurs(executors[at]));
  const mine = items.filter((_, at) => executors[at] !== undefined && isOurs(executors[at]));
  const configuration = { ...executors.findLast(isOurs)?.configuration, ...executorConfiguration(options) };
  const last = { ...asObject(mine.at(-1)), executor: NAMES.executor, configuration };
  // sound: what came out of a JSON parser, and objects made of it
  return { ...raw, executors: [...others, last] as readonly JsonObject[] };
}

/** The client policy: enabled, for any client, with our profile last, after every other policy. */
export function policyChanges({ policies }: RealmState): readonly Change[] {
  const before = policies.filter(({ isGlobal }) => !isGlobal);
  const ours = before.find(({ name }) => name === NAMES.policy);
  const rest = before.filter((policy) => policy !== ours).map(({ raw }) => raw);
  const after = [...rest, ours ? corrected(ours) : POLICY];
  return listChange(
    'policies',
    `client policy \`${NAMES.policy}\``,
    before.map(({ raw }) => raw),
    after,
  );
}

function corrected({ raw, conditions, profiles }: PolicyFacts): JsonObject {
  const holdsForAll =
    conditions.length > 0 &&
    conditions.every(({ condition, isNegative }) => condition === NAMES.condition && !isNegative);
  return {
    ...raw,
    enabled: true,
    ...(!holdsForAll && { conditions: CONDITIONS }),
    profiles: [...profiles.filter((name) => name !== NAMES.profile), NAMES.profile],
  };
}

function listChange(
  member: 'profiles' | 'policies',
  what: string,
  before: readonly JsonObject[],
  after: readonly JsonObject[],
): readonly Change[] {
  if (sameJson(before, after)) return [];
  const path = `client-policies/${member}`;
  const write = { method: 'PUT', path, body: { [member]: after }, guard: { path, member, before } } as const;
  return [{ what, before: { [member]: before }, after: { [member]: after }, writes: [write] }];
}

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});
