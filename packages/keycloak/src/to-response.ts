// SPDX-License-Identifier: Apache-2.0
import type {
  ClaimChange,
  IssuanceError,
  Json,
  Obligation,
  PermitDecision,
  TokenChanges,
  TokenType,
} from '@assay/core/model';
import type { Refusal } from '@assay/core/pep';
import type { AnswerChanges, KeycloakEffects } from './answer.ts';
import type { KeycloakEvent } from './event.ts';
import { keptRoles, roleNames, rolesIn } from './roles.ts';
import { audiencesIn, targetsOf } from './to-request.ts';
import type { KeycloakSettings } from './settings.ts';

/** The permit as what the provider does to the tokens that were built. What is not spoken of stays as it is. */
export function toResponse(
  decision: PermitDecision,
  event: KeycloakEvent,
  settings: KeycloakSettings,
): KeycloakEffects {
  const acr = acrOf(decision.obligations.filter((obligation) => isWithheld(obligation, decision)));
  const tokens = tokensOf(decision, event);
  return {
    decision: 'permit',
    scopes: decision.scopes.granted.map(({ scope }) => scope),
    ...audienceOf(decision, event, settings),
    ...rolesOf(decision, event),
    ...groupsOf(decision, event),
    ...(Object.keys(tokens).length > 0 && { tokens }),
    ...(acr === undefined ? {} : { acr }),
  };
}

/** RFC 6749 section 5.2 answers a client that is not served with 400; what failed on our side is no fault of the client's. */
const STATUS: { readonly [E in IssuanceError]?: number } = { server_error: 503 };

/** The refusal, with the authentication that would help where that is what is missing (OpenID Connect Core section 3.1.2.6 has no member for it, RFC 9470 has). */
export function refuse({ error, unmet = [] }: Refusal): KeycloakEffects {
  const acr = error === 'unmet_authentication_requirements' ? acrOf(unmet) : undefined;
  return { decision: 'deny', error, status: STATUS[error] ?? 400, ...(acr === undefined ? {} : { acr }) };
}

export function unchanged(): KeycloakEffects {
  return { decision: 'unchanged' };
}

/** Said only where one was taken away; Keycloak's own are never. */
function audienceOf(
  { audiences }: PermitDecision,
  event: KeycloakEvent,
  settings: KeycloakSettings,
): { readonly audience?: readonly string[] } {
  if (targetsOf(event, settings).every((target) => audiences.includes(target))) return {};
  const own = audiencesIn(event.accessToken).filter((audience) => settings.ownAudiences.includes(audience));
  return { audience: [...audiences, ...own] };
}

/** The same of roles. */
function rolesOf(
  { roles }: PermitDecision,
  { accessToken }: KeycloakEvent,
): Pick<Permitted, 'realm_roles' | 'client_roles'> {
  if (roles === undefined || accessToken === undefined) return {};
  const native = rolesIn(accessToken);
  if (roleNames(native).every((role) => roles.includes(role))) return {};
  const { realm, clients } = keptRoles(native, roles);
  return { realm_roles: realm, client_roles: clients };
}

/** The same of groups. */
function groupsOf({ groups }: PermitDecision, { user }: KeycloakEvent): Pick<Permitted, 'groups'> {
  return groups === undefined || user?.groups.every((group) => groups.includes(group)) !== false ? {} : { groups };
}

type Permitted = Extract<KeycloakEffects, { readonly decision: 'permit' }>;

const NAMES = {
  access_token: 'access_token',
  id_token: 'id_token',
  refresh_token: 'refresh_token',
  saml2: 'assertion',
} as const satisfies Readonly<Record<TokenType, string>>;

function tokensOf({ tokens }: PermitDecision, event: KeycloakEvent): Readonly<Record<string, AnswerChanges>> {
  const changed: Record<string, AnswerChanges> = {};
  for (const [token, name] of Object.entries(NAMES) as readonly (readonly [TokenType, string])[]) {
    // sound: the entries of the table above
    const changes = tokens[token];
    const wire = changes && changesOf(changes, event.grant === 'saml');
    if (wire && Object.keys(wire).length > 0) changed[name] = wire;
  }
  return changed;
}

function changesOf({ claims, lifetime }: TokenChanges, isAssertion: boolean): AnswerChanges {
  const set = claims.filter((change) => change.action === 'set');
  const removed = claims.filter((change) => change.action === 'remove').map(({ claim }) => claim);
  return {
    ...(set.length > 0 && { set: Object.fromEntries(set.map((change) => entryOf(change, isAssertion))) }),
    ...(removed.length > 0 && { remove: removed }),
    ...(lifetime && { lifetime_s: lifetime.seconds }),
  };
}

/** The values of an attribute are texts. */
function entryOf(
  { claim, value }: ClaimChange & { readonly action: 'set' },
  isAssertion: boolean,
): readonly [string, Json] {
  if (!isAssertion) return [claim, value];
  return [
    claim,
    (Array.isArray(value) ? value : [value]).map((each: Json) =>
      typeof each === 'string' ? each : JSON.stringify(each),
    ),
  ];
}

const isWithheld = ({ about }: Obligation, { scopes }: PermitDecision): boolean =>
  'scope' in about &&
  scopes.withheld.some(({ scope, reason }) => scope === about.scope && reason.code === 'unmet_obligation');

/** The authentication context of the first step-up that names one. */
function acrOf(obligations: readonly Obligation[]): string | undefined {
  const found = obligations.find(({ type, properties }) => type === 'step_up' && typeof properties['acr'] === 'string');
  const acr = found?.properties['acr'];
  return typeof acr === 'string' ? acr : undefined;
}
