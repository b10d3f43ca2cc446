// SPDX-License-Identifier: Apache-2.0
import { createHmac, timingSafeEqual } from 'node:crypto';
import { isMembers, type Members } from './json.ts';

// `api.redirect.encodeToken` and `validateToken` answer at once; jose answers with a promise, so these few lines are our own. The tests compare
// them with jose, both ways.

const HEADER = { alg: 'HS256', typ: 'JWT' };

/** A JWT signed with HS256 (RFC 7519, RFC 7518 3.2). */
export function signToken(claims: Readonly<Members>, secret: string): string {
  const signed = [HEADER, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${signatureOf(signed, secret).toString('base64url')}`;
}

export type VerifiedToken =
  { readonly ok: true; readonly claims: Readonly<Members> } | { readonly ok: false; readonly reason: string };

/** The claims of a JWT signed with HS256 and not expired at `now`, in seconds since the epoch. Never throws. */
export function verifyToken(token: string, secret: string, now: number): VerifiedToken {
  const [header = '', payload = '', signature = '', ...more] = token.split('.');
  if (more.length > 0 || decoded(header)?.['alg'] !== HEADER.alg)
    return { ok: false, reason: 'it is not a JWT of HS256' };
  const expected = signatureOf(`${header}.${payload}`, secret);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return { ok: false, reason: 'its signature does not verify' };
  }
  const claims = decoded(payload);
  if (claims === undefined) return { ok: false, reason: 'its claims are not an object' };
  if (typeof claims['exp'] !== 'number' || claims['exp'] <= now) return { ok: false, reason: 'it has expired' };
  return { ok: true, claims };
}

const signatureOf = (text: string, secret: string): Buffer => createHmac('sha256', secret).update(text).digest();

function decoded(part: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isMembers(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
