// SPDX-License-Identifier: Apache-2.0
import { own, type JsonObject } from '@assay/core/model';
import { decodeJwt, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { IssuerSettings } from '../issuer-settings.ts';

/** What a token came to: its claims and who issued it; or why not, and whether that is the token's fault. */
export type VerifiedToken =
  { readonly issuer: string; readonly claims: JsonObject } | { readonly failure: string; readonly isInvalid: boolean };

export interface TokenPorts {
  readonly keysOf: (jwksUri: string) => JWTVerifyGetKey;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/**
 * Validates a JWT against the issuer it names, one of `issuers`: signature by an algorithm the operator allows, audience, end, age, and the type
 * where one is expected (RFC 8725). Never throws, and says nothing of the token but what is wrong with it.
 */
export async function verifyToken(
  token: string,
  issuers: readonly IssuerSettings[],
  { keysOf, clock }: TokenPorts,
): Promise<VerifiedToken> {
  try {
    const named = decodeJwt(token).iss;
    const issuer = issuers.find((each) => each.issuer === named);
    if (issuer === undefined) return { failure: 'no issuer of the settings issued it for this', isInvalid: true };
    const { payload } = await jwtVerify(token, keysOf(issuer.jwksUri), {
      issuer: issuer.issuer,
      audience: issuer.audience,
      algorithms: [...issuer.algorithms],
      ...(issuer.typ === undefined ? {} : { typ: issuer.typ }),
      requiredClaims: ['exp'],
      maxTokenAge: issuer.maxAgeSeconds,
      clockTolerance: issuer.clockToleranceSeconds,
      currentDate: new Date(clock()),
    });
    return { issuer: issuer.issuer, claims: payload as JsonObject }; // sound: jose parsed it out of JSON
  } catch (cause) {
    return failureOf(cause);
  }
}

/** jose's own codes; its texts can quote the token. A key set that cannot be had is not the token's fault. */
function failureOf(cause: unknown): VerifiedToken {
  const code = own(cause, 'code');
  const isInvalid = INVALID.some((kind) => cause instanceof kind);
  return { failure: `it could not be validated: ${typeof code === 'string' ? code : 'no key set'}`, isInvalid };
}

const INVALID = [
  errors.JWTInvalid,
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
];
