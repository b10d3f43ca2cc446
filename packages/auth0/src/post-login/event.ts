// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import {
  fieldsOf,
  isObject,
  outOfBounds,
  own,
  type Actor,
  type AuthorizationDetail,
  type Fields,
  type JsonObject,
  type Parsed,
} from '@assay/core/model';
import { actorsOf } from '../actors.ts';
import { clientIn, type ToldClient } from '../client.ts';
import { featuresOf, type Features } from '../features.ts';
import { profileOf } from '../profile.ts';
import { some } from '../some.ts';
import { scopesOf } from './scopes.ts';
import { kindOf, type TransactionKind } from '../protocols.ts';

/** A method of `event.authentication.methods`; `at` in seconds since 1970. */
export interface Method {
  readonly name: string;
  readonly type?: string;
  readonly at?: number;
}

/** What was approved on the page a user was sent to, and in which attempt that was asked for. */
export interface Continued {
  readonly decision: string;
  readonly approved: readonly string[];
}

/** What we read of a post-login event. */
export interface PostLoginEvent {
  readonly features: Features;
  readonly kind: TransactionKind;
  readonly tenant: string;
  readonly client: ToldClient;
  readonly userId: string;
  readonly profile: JsonObject;
  readonly roles: readonly string[];
  readonly actors: readonly Actor[];
  readonly agentId?: string;
  /** The API's identifier; without one, the access token is opaque. */
  readonly api?: string;
  /** Absent: the event does not tell them. */
  readonly scopes?: readonly string[];
  readonly isOidcTold: boolean;
  readonly authorizationDetails: readonly AuthorizationDetail[];
  readonly methods: readonly Method[];
  readonly authenticatedAt?: number;
  /** Types of the factors the user has; absent: not told. */
  readonly enrolled?: readonly string[];
  readonly ip?: string;
  readonly userAgent?: string;
  readonly parameters: JsonObject;
  /** Of the refresh token that is used: its ends in milliseconds since 1970, and whether a decision is noted on it. */
  readonly refreshToken?: { readonly expiresAt?: number; readonly idleExpiresAt?: number; readonly isNoted: boolean };
  readonly transactionId?: string;
  readonly correlationId?: string;
  readonly continued?: Continued;
}

/** Reads what the entry made of an event (`nativeOf`). What Auth0 may add is passed over; what we read has to be right. `parameters` are those the policy reads. */
export function parseEvent(native: unknown, parameters: readonly string[]): Parsed<PostLoginEvent> {
  const outside = outOfBounds(native);
  if (outside.length > 0) return { ok: false, problems: outside };
  const problems: Problem[] = [];
  const whole = fieldsOf(native, '', problems);
  const f = fieldsOf(own(native, 'event'), '/event', problems);
  const value = readEvent(f, native, parameters, problems);
  const continued = whole.has('continued') ? continuedOf(whole.inner('continued'), value, problems) : undefined;
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: { ...value, ...(continued === undefined ? {} : { continued }) } };
}

function readEvent(f: Fields, native: unknown, read: readonly string[], problems: Problem[]): PostLoginEvent {
  const event = own(native, 'event');
  const request = f.inner('request');
  const transaction = f.inner('transaction');
  const isBack = own(native, 'continued') !== undefined;
  const parameters = isBack ? keptParameters(event, read, problems) : request.objectOr('parameters', {});
  const kind = kindOf(transaction.textOr('protocol', undefined), textOf(own(parameters, 'grant_type')));
  const isSilent = transaction.textsOr<readonly string[]>('prompt', []).includes('none');
  const userId = f.inner('user').text('user_id');
  if (userId === '' && problems.length === 0)
    problems.push({ path: '/event/user/user_id', message: 'expected the id of a user, found an empty string' });
  const api = f.inner('resource_server').textOr('identifier', undefined);
  const features = featuresOf(own(native, 'features'));
  const { isTarget, ...scopes } = scopesOf(f, { kind, api, features });
  const agentId = f.inner('agent').textOr('agent_id', undefined);
  const enrolled = enrolledOf(f.inner('user'));
  const authenticatedAt = secondsOf(own(own(event, 'session'), 'authenticated_at'));
  return {
    // target scopes that say nothing cannot be set without adding to them
    features: { ...features, targetScopes: isTarget },
    kind: isSilent ? { ...kind, isInteractive: false } : kind,
    tenant: f.inner('tenant').textOr('id', ''),
    client: clientIn(f.inner('client')),
    userId,
    profile: isObject(event) ? profileOf(event as JsonObject) : {}, // sound: within bounds, so JSON
    roles: f.inner('authorization').textsOr('roles', []),
    actors: actorsOf(own(own(event, 'transaction'), 'actor'), own(own(event, 'session'), 'actor')),
    ...some('agentId', agentId),
    ...some('api', api),
    ...scopes,
    authorizationDetails: transaction.each('requested_authorization_details', (detail, item) => ({
      ...item,
      type: detail.text('type'),
    })),
    methods: f.inner('authentication').each('methods', (method, item) => ({
      name: method.text('name'),
      ...some('type', method.textOr('type', undefined)),
      ...some('at', secondsOf(own(item, 'timestamp'))),
    })),
    ...some('authenticatedAt', authenticatedAt),
    ...some('enrolled', enrolled),
    ...some('ip', request.textOr('ip', undefined)),
    ...some('userAgent', request.textOr('user_agent', undefined)),
    parameters,
    ...(f.has('refresh_token') && { refreshToken: refreshTokenOf(own(event, 'refresh_token')) }),
    ...some('transactionId', transaction.textOr('id', undefined)),
    ...some('correlationId', transaction.textOr('correlation_id', undefined)),
  };
}

/** Types of the user's factors, where the event tells. One without a type is a factor, and none we could ask for. */
function enrolledOf(user: Fields): readonly string[] | undefined {
  if (!user.has('enrolledFactors')) return undefined;
  return user.each('enrolledFactors', (factor) => factor.textOr('type', ''));
}

function refreshTokenOf(token: unknown): NonNullable<PostLoginEvent['refreshToken']> {
  return {
    ...some('expiresAt', millisecondsOf(own(token, 'expires_at'))),
    ...some('idleExpiresAt', millisecondsOf(own(token, 'idle_expires_at'))),
    isNoted: typeof own(own(token, 'metadata'), 'assay_decision') === 'string',
  };
}

/** What the entry read out of the token that came back, once it knew whose signature it had. */
function continuedOf(f: Fields, { userId }: PostLoginEvent, problems: Problem[]): Continued {
  const failure = f.textOr('failure', undefined);
  if (failure !== undefined) problems.push({ path: '/continued', message: failure });
  else if (f.text('sub') !== userId)
    problems.push({ path: '/continued/sub', message: 'the answer is about another user' });
  return { decision: f.textOr('decision', ''), approved: f.textsOr('approved', []) };
}

/** Under which name of the transaction's metadata the parameters of the client wait while the user is elsewhere. */
export const KEPT_PARAMETERS = 'assay_parameters';

/** What the client sent before the user was sent away. What comes with them when they are back is not the client's. What a policy reads must not get lost on the way. */
function keptParameters(event: unknown, read: readonly string[], problems: Problem[]): JsonObject {
  if (read.length === 0) return {};
  const text = own(own(own(event, 'transaction'), 'metadata'), KEPT_PARAMETERS);
  try {
    const kept: unknown = typeof text === 'string' ? JSON.parse(text) : undefined;
    if (isObject(kept) && outOfBounds(kept).length === 0) return kept as JsonObject; // sound: within bounds, so JSON
  } catch {
    // as where it is not there
  }
  problems.push({
    path: `/event/transaction/metadata/${KEPT_PARAMETERS}`,
    message: 'what the client sent is not there',
  });
  return {};
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A time of Auth0, as RFC 3339 text or a number of milliseconds; undefined where it is neither. */
export function millisecondsOf(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : value;
  return typeof time === 'number' && Number.isFinite(time) ? time : undefined;
}

function secondsOf(value: unknown): number | undefined {
  const time = millisecondsOf(value);
  return time === undefined ? undefined : Math.floor(time / 1000);
}
