// SPDX-License-Identifier: Apache-2.0
import { inner, issuanceOf, scopesOf, textOf, timeOf, type IdpLog, type Members } from '../issuance.ts';

/** Event types that issue tokens at the token endpoint, and their grants (org.keycloak.events.EventType); `X_ERROR` is a refusal of each. */
const ISSUING: Readonly<Record<string, string>> = {
  CODE_TO_TOKEN: 'authorization_code',
  REFRESH_TOKEN: 'refresh_token',
  CLIENT_LOGIN: 'client_credentials',
  TOKEN_EXCHANGE: 'token_exchange',
  OAUTH2_DEVICE_CODE_TO_TOKEN: 'device_code',
  AUTHREQID_TO_TOKEN: 'ciba',
};

/** Known, and about no token. A LOGIN is one of a browser, unless it says that it was a password grant. */
const OTHERS =
  /^(?:LOGIN|LOGOUT|REGISTER|CODE_TO_TOKEN|INTROSPECT_TOKEN|USER_INFO_REQUEST|VALIDATE_ACCESS_TOKEN|REVOKE_GRANT|GRANT_CONSENT|UPDATE_[A-Z]+|VERIFY_[A-Z]+|SEND_[A-Z_]+|RESET_[A-Z_]+|REMOVE_[A-Z_]+|CUSTOM_REQUIRED_ACTION|EXECUTE_[A-Z_]+|IDENTITY_PROVIDER_[A-Z_]+|IMPERSONATE|RESTART_AUTHENTICATION|CLIENT_(?:REGISTER|UPDATE|DELETE|INFO|INITIATED_[A-Z_]+)|DELETE_ACCOUNT|FEDERATED_[A-Z_]+|OAUTH2_DEVICE_(?:AUTH|VERIFY_USER_CODE)|OAUTH2_EXTENSION_GRANT|PUSHED_AUTHORIZATION_REQUEST|PERMISSION_TOKEN|USER_[A-Z_]+|INVITE_[A-Z_]+)(?:_ERROR)?$/;

/** Keycloak: events of the admin API and of kcadm, and what `jboss-logging` writes, as text or inside JSON. */
export const keycloak: IdpLog = {
  typeOf: (event) => textOf(unwrap(event), 'type') ?? '',
  read: (wrapped, number) => {
    const event = unwrap(wrapped);
    const type = textOf(event, 'type') ?? '';
    const isIssued = !type.endsWith('_ERROR');
    const name = type.replace(/_ERROR$/, '');
    const details = inner(event, 'details') ?? event;
    const isPassword = name === 'LOGIN' && textOf(details, 'grant_type') === 'password';
    const grant = isPassword ? 'password' : Object.hasOwn(ISSUING, name) ? ISSUING[name] : undefined;
    if (grant === undefined) return OTHERS.test(type) ? 'other' : 'unknown';
    const token = textOf(details, 'token_id');
    return issuanceOf({
      id: textOf(event, 'id') ?? token ?? `#${number}`,
      type,
      time: timeOf(event['time']),
      isIssued,
      client: textOf(event, 'clientId'),
      // the user of a service account is no subject of ours
      subject: grant === 'client_credentials' ? undefined : textOf(event, 'userId'),
      grant,
      scopes: scopesOf(inner(event, 'details', 'scope') ?? event['scope']),
      ids: token === undefined ? {} : { keycloak_token: token },
    });
  },
};

const PAIR = /(?:^|[\s,])([A-Za-z_]+)="((?:[^"\\]|\\.)*)"/g;
/** What a line of a log begins with, where it has a time. */
const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d)?/;

/** A line of jboss-logging, by itself or as the message of JSON: `type="LOGIN", clientId="web", …`. */
function unwrap(event: Members): Members {
  const line = textOf(event, 'message');
  if (line === undefined || textOf(event, 'type') !== undefined) return event;
  const pairs = Object.fromEntries([...line.matchAll(PAIR)].map(([, name, value]) => [name, value]));
  const [, day, clock, fraction = '0', zone = 'Z'] = TIME.exec(line) ?? [];
  const written = day === undefined ? event['timestamp'] : `${day}T${clock}.${fraction.slice(0, 3)}${zone}`;
  return { ...pairs, time: timeOf(written) };
}
