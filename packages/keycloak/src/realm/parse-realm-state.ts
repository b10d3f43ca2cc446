// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import { fieldsOf, isObject, outOfBounds, own, type Bounds, type Fields, type Parsed } from '@assay/core/model';
import type {
  ConditionFacts,
  EventFacts,
  ExecutorFacts,
  MapperFacts,
  PolicyFacts,
  ProfileFacts,
  RealmAnswers,
  RealmState,
  ScopeFacts,
} from './facts.ts';
import { OIDC } from './names.ts';
import { readClient } from './read-client.ts';
import { flagOf } from './read-flag.ts';
import { readServer } from './read-server.ts';

/** A realm may have tens of thousands of clients, and a certificate in an attribute of each. */
const BOUNDS: Bounds = { depth: 32, listLength: 100_000, members: 10_000, stringLength: 1_000_000, total: 100_000_000 };

/**
 * Reads what the admin API answered, which may be anything: whoever answers need not be Keycloak. Paths of problems are those of a realm's export.
 * Secrets of clients are not looked at. Pure.
 */
export function parseRealmState(answers: RealmAnswers): Parsed<RealmState> {
  const problems: Problem[] = [];
  for (const [at, value] of MEMBERS.map((name) => [name, answers[name]] as const))
    if (value !== undefined)
      problems.push(...outOfBounds(value, BOUNDS).map(({ path, message }) => ({ path: `/${at}${path}`, message })));
  if (problems.length > 0) return { ok: false, problems };
  const f = fieldsOf(answers.profiles ?? {}, '/clientProfiles', problems);
  const g = fieldsOf(answers.policies ?? {}, '/clientPolicies', problems);
  const profiles = [
    ...f.each('profiles', (each, raw) => profileOf(each, false, raw)),
    ...f.each('globalProfiles', (each, raw) => profileOf(each, true, raw)),
  ];
  const policies = [
    ...g.each('globalPolicies', (each, raw) => policyOf(each, true, raw, problems)),
    ...g.each('policies', (each, raw) => policyOf(each, false, raw, problems)),
  ];
  const top = fieldsOf({ clientScopes: answers.clientScopes, clients: answers.clients }, '', problems);
  const server = readServer(answers.server);
  const state: RealmState = {
    from: answers.from,
    profiles,
    policies,
    scopes: top.each('clientScopes', scopeOf),
    defaultScopes: namesOf(answers.defaultScopes, problems),
    clients: top.each('clients', (each, raw) => readClient(each, raw, problems)),
    events: eventsOf(answers.events ?? {}, problems),
    ...(server && { server }),
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: state };
}

const MEMBERS = ['profiles', 'policies', 'clientScopes', 'defaultScopes', 'clients', 'events', 'server'] as const;

/** What an export of a realm tells, or a file of one that was written by hand. */
export function answersOfExport(exported: unknown, from: string): RealmAnswers {
  return {
    from,
    profiles: own(exported, 'clientProfiles'),
    policies: own(exported, 'clientPolicies'),
    clientScopes: own(exported, 'clientScopes'),
    defaultScopes: own(exported, 'defaultDefaultClientScopes'),
    clients: own(exported, 'clients'),
    events: {
      eventsListeners: own(exported, 'eventsListeners') ?? [],
      adminEventsEnabled: own(exported, 'adminEventsEnabled') ?? false,
    },
  };
}

function profileOf(f: Fields, isGlobal: boolean, raw: ProfileFacts['raw']): ProfileFacts {
  const executors = f.each('executors', (each): ExecutorFacts => ({
    executor: each.text('executor'),
    configuration: each.objectOr('configuration', {}),
  }));
  return { name: f.text('name'), executors, isGlobal, raw };
}

function policyOf(f: Fields, isGlobal: boolean, raw: PolicyFacts['raw'], problems: Problem[]): PolicyFacts {
  const conditions = f.each('conditions', (each): ConditionFacts => {
    const configuration = each.objectOr('configuration', {});
    return { condition: each.text('condition'), isNegative: isTrue(own(configuration, NEGATIVE)), configuration };
  });
  const isEnabled = flagOf(raw, 'enabled', false, '/clientPolicies', problems);
  const mode = f.textOr('mode', undefined);
  return {
    name: f.text('name'),
    isEnabled,
    ...(mode !== undefined && { mode }),
    conditions,
    profiles: f.textsOr('profiles', []),
    isGlobal,
    raw,
  };
}

const NEGATIVE = 'is-negative-logic';
/** Keycloak reads a configuration with a lenient parser: text counts. */
const isTrue = (value: unknown): boolean => value === true || value === 'true';

function scopeOf(f: Fields, raw: ScopeFacts['raw']): ScopeFacts {
  const id = f.textOr('id', undefined);
  const mappers = f.each('protocolMappers', mapperOf);
  const isShown = own(own(raw, 'attributes'), 'include.in.token.scope') !== 'false';
  return {
    ...(id !== undefined && { id }),
    name: f.text('name'),
    protocol: f.textOr('protocol', OIDC),
    isShown,
    mappers,
    raw,
  };
}

function mapperOf(f: Fields): MapperFacts {
  const id = f.textOr('id', undefined);
  return {
    ...(id !== undefined && { id }),
    name: f.text('name'),
    provider: f.text('protocolMapper'),
    config: f.objectOr('config', {}),
  };
}

/** The admin API answers client scopes, an export tells names. */
function namesOf(value: unknown, problems: Problem[]): readonly string[] {
  const path = '/defaultDefaultClientScopes';
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    problems.push({ path, message: 'expected a list' });
    return [];
  }
  return value.flatMap((item: unknown, at) => {
    const name = isObject(item) ? own(item, 'name') : item;
    if (typeof name === 'string') return [name];
    problems.push({ path: `${path}/${at}`, message: 'expected a client scope' });
    return [];
  });
}

function eventsOf(value: unknown, problems: Problem[]): EventFacts {
  const f = fieldsOf({ events: value }, '', problems);
  const raw = f.objectOr('events', {});
  return {
    listeners: f.inner('events').textsOr('eventsListeners', []),
    hasAdminEvents: flagOf(raw, 'adminEventsEnabled', false, '/events', problems),
    raw,
  };
}
