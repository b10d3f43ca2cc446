// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import { own, type Fields, type JsonObject } from '@assay/core/model';
import { readFlag, refuseUnknown } from '@assay/core/pep';
import { durationOf } from './read-settings.ts';

/** Which user of Auth0 a subject token speaks for. */
export type UserMapping =
  /** The one whose id is a claim, with something before it. */
  | { readonly by: 'id'; readonly claim: string; readonly prefix: string }
  /** The one of a connection; `attributes` are claims by the attribute of the user they become, `user_id` among them. */
  | {
      readonly by: 'connection';
      readonly connection: string;
      readonly attributes: { readonly [attribute: string]: string };
      readonly canCreate: boolean;
      readonly canUpdate: boolean;
    };

/** What actors its tokens name are called here: a claim of an actor token (and each `sub` in `act`), with something before it that is this issuer's alone. */
export interface ActorMapping {
  readonly claim: string;
  readonly prefix: string;
}

/** An issuer whose tokens are taken in exchange, and for what. */
export interface IssuerSettings {
  readonly issuer: string;
  readonly jwksUri: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  /** `typ` of its tokens' headers, where it has one to be checked (RFC 8725 section 3.11). */
  readonly typ?: string;
  readonly subjectTokenTypes: readonly string[];
  readonly actorTokenTypes: readonly string[];
  readonly maxAgeSeconds: number;
  readonly clockToleranceSeconds: number;
  readonly user?: UserMapping;
  readonly actor?: ActorMapping;
  /** The claim that names the organization. */
  readonly organizationClaim?: string;
}

/** Signatures only the issuer can make. `none` and what is signed with a shared secret are not among them (RFC 8725 section 3.1). */
export const ASYMMETRIC = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;

const KNOWN = [
  'issuer',
  'jwks_uri',
  'audience',
  'algorithms',
  'typ',
  'subject_token_types',
  'actor_token_types',
  'max_age',
  'clock_tolerance',
  'user',
  'actor',
  'organization_claim',
];
const DEFAULT_MAX_AGE_SECONDS = 3_600;
const DEFAULT_TOLERANCE_SECONDS = 5;
const MAX_TOLERANCE_SECONDS = 60;

/** Reads the list `issuers`. */
export function readIssuers(fields: Fields, problems: Problem[]): readonly IssuerSettings[] {
  let index = 0;
  const issuers = fields.each('issuers', (f, item) => issuerOf(f, item, `/issuers/${index++}`, problems));
  issuers.forEach((issuer, at) => {
    for (const other of issuers.slice(0, at).filter((each) => each.issuer === issuer.issuer)) {
      const path = `/issuers/${at}/issuer`;
      // a token names its issuer, and what it is brought for says which entry it falls under
      if (!isOneOfEach(issuer, other))
        problems.push({ path, message: 'expected each issuer once, or once for subject and once for actor tokens' });
      else if (!isToldApart(issuer, other))
        problems.push({ path, message: 'expected another `typ`, or another `audience`, than its other tokens have' });
    }
  });
  return issuers;
}

/** Whether one is for subject tokens alone and one for actor tokens alone. */
function isOneOfEach(one: IssuerSettings, other: IssuerSettings): boolean {
  const kinds = (each: IssuerSettings): string =>
    `${each.subjectTokenTypes.length > 0} ${each.actorTokenTypes.length > 0}`;
  return [kinds(one), kinds(other)].sort().join() === 'false true,true false';
}

/** Whether no token can pass for both: otherwise whoever holds somebody's subject token could act as them, and an agent's token speak for a user. */
function isToldApart(one: IssuerSettings, other: IssuerSettings): boolean {
  const isOtherType = one.typ !== undefined && other.typ !== undefined && mediaType(one.typ) !== mediaType(other.typ);
  return isOtherType || one.audience !== other.audience;
}

/** RFC 7515 section 4.1.9: without regard to case, and `application/` may be left out. */
const mediaType = (typ: string): string => typ.toLowerCase().replace(/^application\//, '');

function issuerOf(f: Fields, item: JsonObject, path: string, problems: Problem[]): IssuerSettings {
  refuseUnknown(item, path, KNOWN, problems);
  const jwksUri = f.text('jwks_uri');
  if (!/^https:\/\/[^/]/.test(jwksUri)) problems.push({ path: `${path}/jwks_uri`, message: 'expected an https URL' });
  const typ = f.textOr('typ', undefined);
  const organizationClaim = f.textOr('organization_claim', undefined);
  const clockToleranceSeconds = durationOf(item, 'clock_tolerance', DEFAULT_TOLERANCE_SECONDS, path, problems);
  if (clockToleranceSeconds > MAX_TOLERANCE_SECONDS)
    problems.push({ path: `${path}/clock_tolerance`, message: 'expected at most 60s' });
  const algorithms = f.has('algorithms') ? f.manyOf('algorithms', ASYMMETRIC) : ASYMMETRIC;
  if (isEmptyList(own(item, 'algorithms')))
    problems.push({ path: `${path}/algorithms`, message: 'expected at least one' });
  const subjectTokenTypes = f.textsOr('subject_token_types', []);
  if (subjectTokenTypes.length > 0 && !f.has('user'))
    problems.push({ path: `${path}/user`, message: 'expected which user a subject token speaks for' });
  const actorTokenTypes = f.textsOr('actor_token_types', []);
  if (subjectTokenTypes.length > 0 && actorTokenTypes.length > 0)
    problems.push({
      path: `${path}/actor_token_types`,
      message: 'expected an entry of their own: one token must not pass for both',
    });
  if (actorTokenTypes.length > 0 && !f.has('actor'))
    problems.push({ path: `${path}/actor`, message: 'expected what its actors are called' });
  return {
    issuer: f.text('issuer'),
    jwksUri,
    audience: f.text('audience'),
    algorithms,
    ...(typ === undefined ? {} : { typ }),
    subjectTokenTypes,
    actorTokenTypes,
    maxAgeSeconds: durationOf(item, 'max_age', DEFAULT_MAX_AGE_SECONDS, path, problems),
    clockToleranceSeconds,
    ...(f.has('user') && { user: userOf(f.inner('user'), own(item, 'user'), `${path}/user`, problems) }),
    ...(f.has('actor') && { actor: actorOf(f.inner('actor'), own(item, 'actor'), `${path}/actor`, problems) }),
    ...(organizationClaim === undefined ? {} : { organizationClaim }),
  };
}

function actorOf(f: Fields, item: unknown, path: string, problems: Problem[]): ActorMapping {
  refuseUnknown(item, path, ['claim', 'prefix'], problems);
  const prefix = f.text('prefix');
  // without one an issuer could name users and clients of the tenant
  if (f.has('prefix') && prefix === '')
    problems.push({ path: `${path}/prefix`, message: 'expected a prefix that is not empty' });
  return { claim: f.textOr('claim', 'sub'), prefix };
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

function userOf(f: Fields, item: unknown, path: string, problems: Problem[]): UserMapping {
  if (f.oneOf('by', ['id', 'connection']) === 'id') {
    refuseUnknown(item, path, ['by', 'claim', 'prefix'], problems);
    return { by: 'id', claim: f.textOr('claim', 'sub'), prefix: f.text('prefix') };
  }
  refuseUnknown(item, path, ['by', 'connection', 'claims', 'create', 'update'], problems);
  const claims = f.inner('claims');
  const names = Object.keys(f.objectOr('claims', {}));
  if (!names.includes('user_id'))
    problems.push({ path: `${path}/claims/user_id`, message: 'expected the claim that is the id of the user' });
  return {
    by: 'connection',
    connection: f.text('connection'),
    attributes: Object.fromEntries(names.map((name) => [name, claims.text(name)])),
    canCreate: readFlag(item, 'create', false, path, problems),
    canUpdate: readFlag(item, 'update', false, path, problems),
  };
}
