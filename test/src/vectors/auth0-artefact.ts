// SPDX-License-Identifier: Apache-2.0
import { createActionInstance, type ActionReport, type ActionTrigger, type TenantFeatures } from '@assay/auth0/testing';
import type { DecisionRecord } from '@assay/core/log';
import type { JsonObject } from '@assay/core/model';
import { sourcesFetch } from '../artefacts/sources-fetch.ts';
import { builtCode } from './deployed.ts';
import type { Effect } from './effect.ts';
import { AUTH0, AUTH0_OLDER, ROLES_CLAIM } from './native/auth0.ts';
import { isMachine, type NativeForm } from './native/native.ts';
import type { Platform } from './platforms.ts';
import { CLOCK } from './run-vector.ts';
import type { Vector } from './vector.ts';

/** The codes a machine's denial has (Auth0: "api.access.deny" of credentials-exchange). */
const MACHINE_CODES: Readonly<Record<string, string>> = {
  invalid_scope: 'invalid_scope',
  server_error: 'server_error',
};

/** The Action: one CommonJS file, run in the emulator of a tenant that has every feature. */
export const auth0Artefact = (): Platform => artefactIn('Auth0 artefact', AUTH0, {});

/** The Action in a tenant that has nothing of what is newer. */
export const olderAuth0Artefact = (): Platform =>
  artefactIn('Auth0 artefact in an older tenant', AUTH0_OLDER, {
    targetScopes: 'absent',
    refreshTokenManagement: 'absent',
    transactionMetadata: 'absent',
  });

function artefactIn(name: string, native: NativeForm, features: Partial<TenantFeatures>): Platform {
  return {
    name,
    native,
    async run(vector, compiled, request) {
      const { trigger, event, settings } = AUTH0.of(request, vector.starts ?? []);
      const target = trigger === 'post-login' ? 'auth0/post-login' : 'auth0/credentials-exchange';
      const now = Date.parse(vector.clock ?? CLOCK);
      const report = await createActionInstance({
        code: await builtCode(compiled, target, settings, vector.sources),
        trigger: trigger as ActionTrigger, // sound: the two above
        features,
        authorizedScopes: vector.request?.baseline?.scopes ?? request.scopes,
        clock: () => now,
        globals: { Date: clockOf(now), fetch: sourcesFetch(() => vector.sources ?? {}) },
      }).execute(event);
      const lines = report.console.full.split('\n').slice(0, -1);
      const isRecord = (line: string): boolean => line.startsWith('{');
      return {
        records: lines.filter(isRecord).map((line) => JSON.parse(line) as DecisionRecord), // sound: compared with one, whole
        printed: lines.filter((line) => !isRecord(line) && !EXPLANATION.test(line)),
        effect: effectOf(report, now),
      };
    },
    told: (error, id, request) =>
      isMachine(request)
        ? `${MACHINE_CODES[error] ?? 'invalid_request'}: ${error} ${id}`
        : `access_denied: ${error} ${id}`,
    shows,
    close: () => Promise.resolve(),
  };
}

/** The line before a record: what the tenant's log keeps of an execution is no more than this. */
const EXPLANATION = /^assay: (?:permit|deny).{0,200} [0-9a-f-]{36}$/;

/**
 * A tenant's tokens have no groups of their own; roles are a claim where the operator gave it a name; scopes it would not issue it takes away itself; an
 * assertion's attributes have names of their own.
 */
function shows(effect: Effect, { baseline, tokens }: Parameters<Platform['run']>[2], vector: Vector): Effect {
  if (effect.outcome !== 'issued') return effect;
  const { claims, scopes, roles, groups: _, removed, ...rest } = effect;
  const authorized = vector.request?.baseline?.scopes;
  const isDecided = vector.want.decision['roles'] !== undefined;
  const withRoles =
    baseline.roles.length > 0 && isDecided
      ? Object.fromEntries(tokens.map((token) => [token, { ...claims[token], [ROLES_CLAIM]: roles ?? [] }]))
      : claims;
  const isAssertion = tokens.includes('saml2');
  return {
    ...rest,
    scopes: isAssertion ? [] : scopes.filter((scope) => authorized?.includes(scope) ?? true),
    claims: isAssertion
      ? {
          saml2: {
            ...claims.saml2,
            ...Object.fromEntries((removed.saml2 ?? []).map((claim) => [ATTRIBUTES[claim] ?? claim, null])),
          },
        }
      : withRoles,
    removed: isAssertion ? {} : removed,
  };
}

/** What the settings call a claim in an assertion. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  email: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
};

function effectOf({ outcome, error, errorDescription, token, dropped }: ActionReport, now: number): Effect {
  if (outcome === 'suspended') return { outcome: 'asked' };
  if (outcome !== 'permit' || token === undefined)
    return { outcome: 'refused', message: `${error}: ${errorDescription}` };
  const lost = dropped.filter(({ reason }) => reason !== 'unauthorized');
  if (lost.length > 0) throw new Error(`the tenant left out ${JSON.stringify(lost)}`);
  const { accessToken, idToken, refreshToken, samlResponse } = token;
  const { expiresAt } = refreshToken;
  return {
    outcome: 'issued',
    scopes: accessToken.scopes.toSorted(),
    claims: {
      ...whereAny('access_token', accessToken.customClaims),
      ...whereAny('id_token', idToken.customClaims),
      ...(samlResponse ? { saml2: samlResponse.attributes } : {}),
    },
    removed: {},
    lifetimes: {
      ...(expiresAt === undefined ? {} : { refresh_token: (expiresAt - now) / 1000 }),
      ...(samlResponse?.lifetimeInSeconds === undefined ? {} : { saml2: samlResponse.lifetimeInSeconds }),
    },
  };
}

const whereAny = (token: string, claims: JsonObject): object =>
  Object.keys(claims).length === 0 ? {} : { [token]: claims };

/** The clock of the Action. */
function clockOf(now: number): unknown {
  return class extends Date {
    constructor(...args: readonly []) {
      super(...((args.length === 0 ? [now] : args) as readonly []));
    }
    static override now = (): number => now;
  };
}
