// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import type { Pep, TokenRule } from './pep.ts';

/** Finds for whom an OAuth access token was issued. Rejects where the keys of the issuer cannot be had. */
export type ByToken = (token: string) => Promise<Pep | undefined>;

interface Candidate {
  readonly pep: Pep;
  readonly rule: TokenRule;
  readonly keys: JWTVerifyGetKey;
}

interface Verified {
  readonly pep: Pep;
  /** In milliseconds since 1970. */
  readonly until: number;
}

/** No algorithm with a shared secret, and none without a signature. */
const ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
];
const KEEP_MS = 60_000;
const MAX_KEPT = 1000;

/** Verifies access tokens (JWT) with the keys of their issuer. What was verified is remembered for a minute at most: a provider sends one token with many asks. */
export function createByToken(peps: readonly Pep[], clock: () => number): ByToken {
  const sets = new Map<string, JWTVerifyGetKey>();
  const candidates: readonly Candidate[] = peps.flatMap((pep) =>
    pep.tokens.map((rule) => ({ pep, rule, keys: keysOf(rule, sets) })),
  );
  const kept = new Map<string, Verified>();

  const verify = async (token: string): Promise<Verified | undefined> => {
    const issuer = issuerOf(token);
    for (const { pep, rule, keys } of candidates) {
      if (rule.issuer !== issuer) continue;
      const payload = await payloadOf(token, rule, keys, clock());
      if (payload !== undefined && fits(payload, rule)) return { pep, until: (payload.exp ?? 0) * 1000 };
    }
    return undefined;
  };

  return async (token) => {
    if (candidates.length === 0) return undefined;
    const key = hash('sha256', token, 'base64url');
    const known = kept.get(key);
    if (known !== undefined && clock() < known.until) return known.pep;
    const verified = await verify(token);
    kept.delete(key);
    if (verified === undefined) return undefined;
    for (const oldest of kept.size >= MAX_KEPT ? kept.keys() : []) {
      kept.delete(oldest);
      break;
    }
    kept.set(key, { pep: verified.pep, until: Math.min(verified.until, clock() + KEEP_MS) });
    return verified.pep;
  };
}

function keysOf({ jwks }: TokenRule, sets: Map<string, JWTVerifyGetKey>): JWTVerifyGetKey {
  if ('keys' in jwks) return createLocalJWKSet({ keys: [...jwks.keys] as never }); // sound: jose checks each key when it is used
  const known = sets.get(jwks.url);
  if (known !== undefined) return known;
  const keys = createRemoteJWKSet(new URL(jwks.url), { timeoutDuration: 2000, cooldownDuration: 10_000 });
  sets.set(jwks.url, keys);
  return keys;
}

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

/** What a token says that holds; undefined of one that does not. */
async function payloadOf(
  token: string,
  { issuer, audience }: TokenRule,
  keys: JWTVerifyGetKey,
  now: number,
): Promise<JWTPayload | undefined> {
  try {
    const options = {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      requiredClaims: ['exp'],
      clockTolerance: 5,
      currentDate: new Date(now),
    };
    return (await jwtVerify(token, keys, options)).payload;
  } catch (cause) {
    if (isOfKeys(cause)) throw cause;
    return undefined;
  }
}

/** The keys could not be read: nothing is known of the token. What jose says of a token itself has a code of its own for each reason. */
const isOfKeys = (cause: unknown): boolean =>
  !(cause instanceof Error && 'code' in cause) ||
  cause.code === 'ERR_JWKS_TIMEOUT' ||
  cause.code === 'ERR_JOSE_GENERIC' ||
  cause.code === 'ERR_JWKS_INVALID';

function fits(payload: JWTPayload, { scope, azp }: TokenRule): boolean {
  const { scope: scopes, azp: party, client_id: client } = payload;
  if (scope !== undefined && !(typeof scopes === 'string' && scopes.split(' ').includes(scope))) return false;
  return azp === undefined || (party ?? client) === azp;
}
