// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../errors/index.ts';
import { outOfBounds } from './bounds.ts';
import { fieldsOf, type Fields } from './fields.ts';
import type { JsonObject } from './json.ts';
import {
  CLIENT_REGISTRATIONS,
  GRANT_TYPES,
  PROTOCOLS,
  SUBJECT_TYPES,
  TOKEN_TYPES,
  type Authentication,
  type AuthorizationDetail,
  type Baseline,
  type Client,
  type IssuanceRequest,
  type RequestContext,
  type TokenType,
} from './request.ts';

/** More than any request names: what is decided is decided for each of them. */
export const MAX_TARGETS = 64;

/** A value read from something untrusted, or everything that is wrong with it. */
export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** An issuance request from untrusted JSON (a record, a vector, another process): a copy of what the model has, nothing else of it. */
export function parseIssuanceRequest(value: unknown): Parsed<IssuanceRequest> {
  const outside = outOfBounds(value);
  if (outside.length > 0) return { ok: false, problems: outside };
  const problems: Problem[] = [];
  const f = fieldsOf(value, '', problems);
  const subject = f.inner('subject');
  const confirmation = f.objectOr('confirmation', undefined);
  const fulfilled = f.textsOr('fulfilled', undefined);
  const request: IssuanceRequest = {
    trigger: f.text('trigger'),
    grant: f.oneOf('grant', GRANT_TYPES),
    protocol: f.oneOf('protocol', PROTOCOLS),
    tokens: f.manyOf('tokens', TOKEN_TYPES),
    subject: {
      type: subject.oneOf('type', SUBJECT_TYPES),
      id: subject.text('id'),
      profile: subject.objectOr('profile', {}),
    },
    actors: f.each('actors', (actor) => ({ type: actor.oneOf('type', SUBJECT_TYPES), id: actor.text('id') })),
    client: client(f.inner('client')),
    targets: f.texts('targets'),
    scopes: f.texts('scopes'),
    authorizationDetails: details(f),
    authentication: authentication(f.inner('authentication')),
    ...(confirmation ? { confirmation } : {}),
    ...(fulfilled ? { fulfilled } : {}),
    context: context(f.inner('context')),
    baseline: baseline(f.inner('baseline')),
  };
  if (problems.length === 0 && request.targets.length === 0)
    problems.push({ path: '/targets', message: 'expected at least one target' });
  if (problems.length === 0 && request.targets.length > MAX_TARGETS)
    problems.push({
      path: '/targets',
      message: `expected at most ${MAX_TARGETS} targets, found ${request.targets.length}`,
    });
  if (problems.length === 0 && request.tokens.length === 0)
    problems.push({ path: '/tokens', message: 'expected at least one token type' });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: request };
}

function client(f: Fields): Client {
  return {
    id: f.text('id'),
    registration: f.oneOf('registration', CLIENT_REGISTRATIONS),
    ...present('name', f.textOr('name', undefined)),
    ...present('instance', f.textOr('instance', undefined)),
  };
}

function authentication(f: Fields): Authentication {
  return {
    amr: f.textsOr('amr', []),
    ...present('acr', f.textOr('acr', undefined)),
    ...present('authTime', f.integerOr('authTime', undefined)),
  };
}

function context(f: Fields): RequestContext {
  return {
    time: f.integerOr('time', 0),
    parameters: f.objectOr('parameters', {}),
    ...present('ip', f.textOr('ip', undefined)),
    ...present('userAgent', f.textOr('userAgent', undefined)),
  };
}

function details(f: Fields): readonly AuthorizationDetail[] {
  return f.each('authorizationDetails', (detail, whole) => ({ ...whole, type: detail.text('type') }));
}

function baseline(f: Fields): Baseline {
  const claims: { [T in TokenType]?: JsonObject } = {};
  const lifetimes: { [T in TokenType]?: number } = {};
  const claimsOf = f.inner('claims');
  const lifetimesOf = f.inner('lifetimes');
  for (const token of TOKEN_TYPES) {
    const members = claimsOf.objectOr(token, undefined);
    const seconds = lifetimesOf.integerOr(token, undefined);
    if (members) claims[token] = members;
    if (seconds !== undefined) lifetimes[token] = seconds;
  }
  return {
    scopes: f.textsOr('scopes', []),
    audiences: f.textsOr('audiences', []),
    groups: f.textsOr('groups', []),
    roles: f.textsOr('roles', []),
    claims,
    lifetimes,
    authorizationDetails: details(f),
  };
}

/** The member, or nothing at all where there is no value: an absent member is not one that is undefined. */
function present<N extends string, T>(name: N, value: T | undefined): { readonly [K in N]?: T } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [K in N]?: T }; // sound: the computed member is N
}
