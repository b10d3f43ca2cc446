// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../errors/index.ts';
import { parseDuration } from '../model/duration.ts';
import { fieldsOf, type Fields } from '../model/fields.ts';
import { isObject, own, type JsonObject } from '../model/json.ts';
import { CLIENT_REGISTRATIONS, TOKEN_TYPES, type ClientRegistration, type TokenType } from '../model/request.ts';

// What the settings of every target have alike. A problem's path begins at the target.

/** What an operator says about one client that the identity provider does not. */
export interface ClientSettings {
  readonly registration: ClientRegistration;
  /** What its client-credentials tokens speak for: the client itself, or a workload behind it. */
  readonly subjectType: 'client' | 'workload';
  readonly name?: string;
  /** The audience of its tokens, where it is another than that of the target. */
  readonly audience?: string;
}

/** Members of a client one adapter has beside those all have. */
export interface MoreOfClient<More extends object> {
  readonly known: readonly string[];
  read(f: Fields, path: string): More;
}

const KNOWN_OF_CLIENT = ['registration', 'subject_type', 'name', 'audience'];

/** `clients:`, by client id. */
export function readClients<More extends object>(
  value: JsonObject,
  problems: Problem[],
  more: MoreOfClient<More>,
): ReadonlyMap<string, ClientSettings & More> {
  return new Map(
    Object.entries(value).map(([id, settings]) => {
      const path = `/clients/${id}`;
      const f = fieldsOf(settings, path, problems);
      refuseUnknown(settings, path, [...KNOWN_OF_CLIENT, ...more.known], problems);
      const name = f.textOr('name', undefined);
      const audience = f.textOr('audience', undefined);
      const client = {
        registration: f.has('registration') ? f.oneOf('registration', CLIENT_REGISTRATIONS) : 'first_party',
        subjectType: f.has('subject_type') ? f.oneOf('subject_type', ['client', 'workload'] as const) : 'client',
        ...(name === undefined ? {} : { name }),
        ...(audience === undefined ? {} : { audience }),
        ...more.read(f, path),
      } as const;
      return [id, client] as const;
    }),
  );
}

/** `lifetimes:`, in seconds: how long tokens live without us. */
export function readLifetimes(value: JsonObject, problems: Problem[]): { readonly [T in TokenType]?: number } {
  const lifetimes: { [T in TokenType]?: number } = {};
  for (const name of Object.keys(value)) {
    const token = TOKEN_TYPES.find((known) => known === name);
    if (token === undefined)
      problems.push({ path: `/lifetimes/${name}`, message: `expected one of ${TOKEN_TYPES.join(', ')}` });
    else lifetimes[token] = Math.floor(readDuration(value, name, 0, '/lifetimes', problems) / 1000);
  }
  return lifetimes;
}

/** Makes a problem of every member that is not known: a misspelt setting is not one that was left out. */
export function refuseUnknown(value: unknown, path: string, known: readonly string[], problems: Problem[]): void {
  for (const name of isObject(value) ? Object.keys(value) : []) {
    if (!known.includes(name))
      problems.push({ path: `${path}/${name}`, message: `expected one of ${known.join(', ')}` });
  }
}

/** Milliseconds of the duration `name`, such as `10m`; `otherwise` where there is none. */
export function readDuration(
  value: unknown,
  name: string,
  otherwise: number,
  path: string,
  problems: Problem[],
): number {
  const text = own(value, name) ?? undefined;
  if (text === undefined) return otherwise;
  const milliseconds = typeof text === 'string' ? parseDuration(text) : undefined;
  if (milliseconds !== undefined) return milliseconds;
  problems.push({ path: `${path}/${name}`, message: 'expected a duration such as `60m`' });
  return otherwise;
}

/** The boolean `name`; `otherwise` where there is none. */
export function readFlag(value: unknown, name: string, otherwise: boolean, path: string, problems: Problem[]): boolean {
  const flag = own(value, name) ?? otherwise;
  if (typeof flag === 'boolean') return flag;
  problems.push({ path: `${path}/${name}`, message: 'expected true or false' });
  return otherwise;
}
