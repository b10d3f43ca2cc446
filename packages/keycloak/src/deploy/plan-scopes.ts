// SPDX-License-Identifier: Apache-2.0
import { own, type Json, type JsonObject } from '@assay/core/model';
import type { MapperFacts, RealmState, ScopeFacts } from '../realm/facts.ts';
import type { Change, Write } from './change.ts';
import { mapperOf, scopeOf, type DesiredScope } from './desired.ts';

const find = ({ scopes }: RealmState, { name }: DesiredScope): ScopeFacts | undefined =>
  scopes.find((scope) => scope.name === name);

/** The client scope, hidden, with its mapper. */
export function scopeChanges(state: RealmState, desired: DesiredScope): readonly Change[] {
  const scope = find(state, desired);
  const what = `client scope \`${desired.name}\``;
  if (!scope) {
    const after = scopeOf(desired);
    return [{ what, before: null, after, writes: [{ method: 'POST', path: 'client-scopes', body: after }] }];
  }
  return [...attributeChanges(scope, desired, what), ...mapperChanges(scope, desired, what)];
}

function attributeChanges(scope: ScopeFacts, desired: DesiredScope, what: string): readonly Change[] {
  const found = own(scope.raw, 'attributes');
  const wrong = Object.entries(desired.attributes).filter(([name, value]) => own(found, name) !== value);
  if (wrong.length === 0) return [];
  const { protocolMappers: _, ...rest } = scope.raw;
  const attributes = { ...objectOf(found), ...desired.attributes };
  const path = `client-scopes/${encodeURIComponent(scope.id ?? '')}`;
  const write: Write = {
    method: 'PUT',
    path,
    body: { ...rest, attributes },
    guard: { path, except: ['protocolMappers'], before: rest },
  };
  return [
    {
      what: `${what}: attributes`,
      before: objectOf(found),
      after: attributes,
      writes: scope.id === undefined ? [] : [write],
    },
  ];
}

/** A mapper of ours under another name is ours. */
function mapperChanges(scope: ScopeFacts, desired: DesiredScope, what: string): readonly Change[] {
  const { mapper } = desired;
  const found = scope.mappers.find(({ provider }) => provider === mapper.provider);
  if (found && Object.entries(mapper.config).every(([name, value]) => own(found.config, name) === value)) return [];
  const models = `client-scopes/${encodeURIComponent(scope.id ?? '')}/protocol-mappers/models`;
  const wanted = mapperOf(desired);
  const after: JsonObject = found
    ? { ...wanted, ...idOf(found), name: found.name, config: { ...found.config, ...mapper.config } }
    : wanted;
  const write: Write =
    found?.id === undefined
      ? { method: 'POST', path: models, body: after }
      : { method: 'PUT', path: `${models}/${encodeURIComponent(found.id)}`, body: after };
  return [
    {
      what: `${what}: mapper \`${mapper.provider}\``,
      before: found ? { name: found.name, config: found.config } : null,
      after: { name: own(after, 'name') as Json, config: own(after, 'config') as Json }, // sound: both were put there above
      writes: scope.id === undefined ? [] : [write],
    },
  ];
}

const idOf = ({ id }: MapperFacts): JsonObject => (id === undefined ? {} : { id });

/** Clients made from now on get it. */
export function defaultScopeChanges(state: RealmState, desired: DesiredScope): readonly Change[] {
  const { defaultScopes } = state;
  if (defaultScopes.includes(desired.name)) return [];
  const id = find(state, desired)?.id;
  const path = `default-default-client-scopes/${encodeURIComponent(id ?? '')}`;
  return [
    {
      what: `client scopes of clients made from now on: \`${desired.name}\``,
      before: defaultScopes,
      after: [...defaultScopes, desired.name],
      writes: id === undefined ? [] : [{ method: 'PUT', path }],
    },
  ];
}

/** Clients that are there have it as a default, not as a choice. One that only bears tokens gets none, and `realm-management` may not be changed. */
export function clientChanges(state: RealmState, desired: DesiredScope): readonly Change[] {
  const id = find(state, desired)?.id;
  return state.clients.flatMap((client) => {
    if (client.protocol !== desired.protocol || client.isBearerOnly || client.defaultScopes.includes(desired.name))
      return [];
    const of = (kind: 'default' | 'optional'): string =>
      `clients/${encodeURIComponent(client.id ?? '')}/${kind}-client-scopes/${encodeURIComponent(id ?? '')}`;
    const isOptional = client.optionalScopes.includes(desired.name);
    const writes: readonly Write[] = [
      ...(isOptional ? [{ method: 'DELETE', path: of('optional') } as const] : []),
      { method: 'PUT', path: of('default') },
    ];
    return [
      {
        what: `default client scopes of \`${client.clientId}\``,
        before: client.defaultScopes,
        after: [...client.defaultScopes, desired.name],
        writes: id === undefined || client.id === undefined ? [] : writes,
      },
    ];
  });
}

/** Sound: a member of what came out of a JSON parser. */
const objectOf = (value: unknown): JsonObject => ({ ...(value as JsonObject | undefined) });
