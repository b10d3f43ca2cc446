// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import { assertNumber, assertText } from '../checks.ts';
import { at, isMembers } from '../json.ts';
import { canRedirect } from '../protocols.ts';
import { CHAIN, type Namespace, type Run } from '../run.ts';
import { signToken, verifyToken } from '../session-token.ts';

const DEFAULT_LIFETIME_SECONDS = 15 * 60;
const DEFAULT_PARAMETER = 'session_token';

export const BOTH_INTERACTIONS = 'one Action cannot both redirect and render a form';

/** Sends the user elsewhere and back; the pipeline waits meanwhile. */
export const redirect: Namespace = (run) => ({
  canRedirect: () => canRedirect(run.event),
  encodeToken: (options) => encodeToken(run, options),
  sendUserTo: (url, options) => {
    if (run.state.prompt !== undefined) {
      run.state.failed = { error: 'access_denied', description: BOTH_INTERACTIONS };
      return CHAIN;
    }
    const target = new URL(String(url));
    const query = own(options, 'query');
    if (isMembers(query))
      for (const [name, value] of Object.entries(query)) target.searchParams.set(name, String(value));
    run.state.redirect = target.href;
    return CHAIN;
  },
  validateToken: (options) => validateToken(run, options),
});

function encodeToken({ event, tenant }: Run, options: unknown): string {
  const secret = assertText(own(options, 'secret'), 'encodeToken: secret', { min: 1 });
  const lifetime = assertNumber(
    own(options, 'expiresInSeconds') ?? DEFAULT_LIFETIME_SECONDS,
    'encodeToken: expiresInSeconds',
  );
  const payload = own(options, 'payload');
  const now = Math.floor(tenant.clock() / 1000);
  // what the payload names itself wins
  return signToken(
    {
      iat: now,
      iss: at(event, 'request', 'hostname'),
      sub: at(event, 'user', 'user_id'),
      exp: now + lifetime,
      ip: at(event, 'request', 'ip'),
      ...(isMembers(payload) ? payload : {}),
    },
    secret,
  );
}

/**
 * The claims of the token the user came back with. Throws unless it is signed, in time, and of this transaction and user; its `iss` is whoever
 * the user was sent to.
 */
function validateToken({ event, tenant }: Run, options: unknown): unknown {
  const secret = assertText(own(options, 'secret'), 'validateToken: secret', { min: 1 });
  const name = assertText(own(options, 'tokenParameterName') || DEFAULT_PARAMETER, 'validateToken: tokenParameterName');
  const parameter = (of: string): unknown => at(event, 'request', 'body', of) ?? at(event, 'request', 'query', of);
  const token = parameter(name);
  if (typeof token !== 'string' || token === '') {
    throw new Error(`neither the body nor the query has the parameter '${name}'`);
  }
  const verified = verifyToken(token, secret, Math.floor(tenant.clock() / 1000));
  if (!verified.ok) throw new Error(`the session token is invalid: ${verified.reason}`);
  const { claims } = verified;
  // without a state of its own a token could be used again in another transaction
  const state = claims['state'];
  if (typeof state !== 'string' || state !== parameter('state'))
    throw new Error('the session token is invalid: it is of another state');
  const user = at(event, 'user', 'user_id');
  if (claims['sub'] !== undefined && claims['sub'] !== user) {
    throw new Error('the session token is invalid: it is of another user');
  }
  return claims;
}
