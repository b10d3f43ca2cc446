// SPDX-License-Identifier: Apache-2.0
import { isObject, own } from '@assay/core/model';
import type { RealmAnswers } from '../realm/facts.ts';
import type { Write } from '../deploy/change.ts';

/** A realm that does what calls of the admin API tell it, as far as a plan makes them. */
export interface FakeRealm {
  readonly answers: () => RealmAnswers;
  readonly carryOut: (write: Write) => void;
}

type Mutable = Record<string, unknown>;

export function createFakeRealm(answers: RealmAnswers): FakeRealm {
  const realm = structuredClone(answers) as Record<keyof RealmAnswers, unknown>; // sound: a copy, which may be written to
  let ids = 0;
  const list = (name: keyof RealmAnswers): Mutable[] => realm[name] as Mutable[]; // sound: lists of objects, as the test makes them
  const byId = (name: keyof RealmAnswers, id: string | undefined): Mutable => {
    const found = list(name).find((each) => each['id'] === id);
    if (!found) throw new Error(`no ${name} ${id}`);
    return found;
  };
  const texts = (item: Mutable, name: string): string[] => (item[name] ??= []) as string[]; // sound: as the test makes them
  const carryOut = ({ method, path, body }: Write): void => {
    const [kind = '', id, what, third] = path.split('/').map(decodeURIComponent);
    const key = `${method} ${kind}${what === undefined ? '' : `/${what}`}`;
    if (kind === 'client-policies') realm[id as 'profiles' | 'policies'] = structuredClone(body);
    else if (kind === 'events') realm.events = structuredClone(body);
    else if (key === 'POST client-scopes') list('clientScopes').push({ id: `new-${ids++}`, ...objectOf(body) });
    else if (key === 'PUT client-scopes')
      Object.assign(byId('clientScopes', id), {
        ...objectOf(body),
        protocolMappers: byId('clientScopes', id)['protocolMappers'],
      });
    else if (kind === 'client-scopes') {
      const mappers = (byId('clientScopes', id)['protocolMappers'] ??= []) as Mutable[]; // sound: as the test makes them
      const at = mappers.findIndex((mapper) => mapper['id'] === path.split('/')[4]);
      mappers.splice(at < 0 ? mappers.length : at, at < 0 ? 0 : 1, { id: `new-${ids++}`, ...objectOf(body) });
    } else if (kind === 'default-default-client-scopes')
      list('defaultScopes').push({ name: byId('clientScopes', id)['name'] });
    else {
      const name = String(byId('clientScopes', third)['name']);
      const scopes = texts(
        byId('clients', id),
        what === 'optional-client-scopes' ? 'optionalClientScopes' : 'defaultClientScopes',
      );
      const other = texts(byId('clients', id), 'optionalClientScopes');
      if (method === 'DELETE') scopes.splice(scopes.indexOf(name), 1);
      // Keycloak leaves a scope alone that the client has already
      else if (!other.includes(name)) scopes.push(name);
    }
  };
  return { answers: () => structuredClone(realm) as unknown as RealmAnswers, carryOut };
}

const objectOf = (value: unknown): Mutable => (isObject(value) ? { ...value } : { value: own(value, '') });
