// SPDX-License-Identifier: Apache-2.0
import { TOKEN_TYPES, type Json, type JsonObject } from '@assay/core/model';
import { Document, visit } from 'yaml';
import { printLayout } from '../../format/print-layout.ts';
import { readLayout } from '../../format/read-layout.ts';
import { sameJson } from '../mismatch.ts';
import type { TokenView } from '../token-view.ts';
import type { Candidate } from './candidate.ts';

/** What a test expects of a token that is told from another: its outcome and scopes, and of the rest what differs. */
export function expectationOf(view: TokenView, other: TokenView): JsonObject {
  if (view.outcome === 'deny') return { outcome: 'deny' };
  const isOther = (part: keyof TokenView): boolean => other.outcome === 'permit' && !sameJson(view[part], other[part]);
  return {
    ...(view.scopes.length > 0 ? { scopes: view.scopes } : { outcome: 'permit' }),
    ...(isOther('audiences') && { audiences: view.audiences }),
    ...(isOther('groups') && { groups: view.groups }),
    ...(isOther('roles') && { roles: view.roles }),
    ...(isOther('claims') && { claims: byToken(view.claims) }),
    ...(isOther('removedClaims') && { removed_claims: byToken(view.removedClaims) }),
    ...(isOther('lifetimes') && { lifetimes: limits(view, other) }),
    ...(isOther('authorizationDetails') && { authorization_details: view.authorizationDetails }),
    ...(isOther('obligations') && { obligations: view.obligations.map((type) => ({ type })) }),
  };
}

function byToken(members: object): JsonObject {
  return { ...(members as JsonObject) }; // sound: a part of a token view
}

function limits(view: TokenView, other: TokenView): JsonObject {
  const tokens = TOKEN_TYPES.filter((token) => view.lifetimes[token] !== other.lifetimes[token]);
  return Object.fromEntries(
    tokens.map((token): [string, Json] => {
      const seconds = view.lifetimes[token];
      return [token, seconds === undefined ? 'unlimited' : `${seconds}s`];
    }),
  );
}

/** A candidate as a test of a file: what its fixtures would fill in is left out. */
export function testOf(
  { name, target }: { readonly name: string; readonly target: string },
  { time, request, answers }: Candidate,
  expect: JsonObject,
): JsonObject {
  const { subject, client, baseline, context, authentication } = request;
  const isUser = subject.type === 'user';
  const isOpenId = request.scopes.includes('openid');
  const some = (member: string, value: Json | undefined, usual: unknown): JsonObject =>
    value === undefined || sameJson(value, usual) ? {} : { [member]: value };
  const usualTokens = isOpenId ? ['access_token', 'id_token'] : ['access_token'];
  const members = (object: object): JsonObject => object as JsonObject; // sound: a part of a request is JSON
  const part = (member: string, value: JsonObject): JsonObject =>
    Object.keys(value).length === 0 ? {} : { [member]: value };
  return {
    test: name,
    // always: the file it is pasted into may have a clock of its own
    now: new Date(time * 1000).toISOString().replace('.000Z', 'Z'),
    ...part('subject', {
      ...some('type', subject.type, 'user'),
      ...some('id', subject.id, 'user'),
      ...some('profile', subject.profile, {}),
      ...some('groups', baseline.groups, []),
      ...some('roles', baseline.roles, []),
    }),
    ...part('client', {
      ...some('id', client.id, 'client'),
      ...some('name', client.name, undefined),
      ...some('registration', client.registration, 'first_party'),
      ...some('instance', client.instance, undefined),
    }),
    request: {
      ...some('scopes', request.scopes, []),
      ...some('targets', request.targets, [target]),
      ...some('grant', request.grant, isUser ? 'authorization_code' : 'client_credentials'),
      ...some('protocol', request.protocol, isOpenId ? 'oidc' : 'oauth'),
      ...some('tokens', request.tokens, usualTokens),
      ...some('authorization_details', request.authorizationDetails, []),
      ...some('parameters', context.parameters, {}),
      ...part('authentication', {
        ...some('acr', authentication.acr, undefined),
        ...some('amr', authentication.amr, []),
        ...some('auth_time', authentication.authTime, undefined),
      }),
      ...some('actors', request.actors.map(members), []),
      ...some('confirmation', request.confirmation, undefined),
      ...some('ip', context.ip, undefined),
      ...some('user_agent', context.userAgent, undefined),
    },
    ...part('sources', { ...answers }),
    expect,
  };
}

/** A test as it is pasted under `tests:`, in the style of `assay fmt`: its parts one to a line, what is in them on that line where it fits. */
export function testText(test: JsonObject): string {
  const document = new Document([test], { aliasDuplicateObjects: false });
  visit(document, {
    Collection: (_, node, path) => {
      // the document, the list, the test, and one member of it
      if (path.length > 3) node.flow = true;
    },
  });
  const text = document
    .toString({ indent: 2, lineWidth: 110 })
    .split('\n')
    .map((line) => (line === '' ? line : `  ${line}`))
    .join('\n');
  // what `formatText` does to a text whose keys are in order already; it is read again before it is shown
  return printLayout(readLayout(`${HEAD}${text}`), true).slice(HEAD.length);
}

/** What the tests of a file stand under. */
const HEAD = 'tests:\n';
