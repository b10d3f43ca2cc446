// SPDX-License-Identifier: Apache-2.0
import { inner, isMembers, issuanceOf, scopesOf, textOf, timeOf, type IdpLog, type Members } from '../issuance.ts';

/** Codes of log events that issue tokens, and their grants; an empty one is not said. */
const ISSUED: Readonly<Record<string, string>> = {
  seacft: 'authorization_code',
  sdeleacft: 'authorization_code',
  seccft: 'client_credentials',
  sertft: 'refresh_token',
  sepft: 'password',
  sedcft: 'device_code',
  secte: 'token_exchange',
  sens: 'token_exchange',
  seoobft: '',
  seotpft: '',
  sepotpft: '',
  serecft: '',
  sepkoobft: '',
  sepkotpft: '',
  sepkrcft: '',
};

/** The same, refused. */
const REFUSED: Readonly<Record<string, string>> = {
  feacft: 'authorization_code',
  feccft: 'client_credentials',
  fertft: 'refresh_token',
  ferrt: 'refresh_token',
  fepft: 'password',
  fedcft: 'device_code',
  fede: 'device_code',
  fecte: 'token_exchange',
  fens: 'token_exchange',
  feoobft: '',
  feotpft: '',
  fepotpft: '',
  ferecft: '',
};

/** Known, and about no token: sign-in, sign-up, change, API and management events. A login alone is followed by an exchange. */
const OTHERS =
  /^(?:s|ss|ssa|slo|sapi|sce|scp|scpn|scpr|scu|sdu|sv|svr|sui|srrt|scoa|ssi|sscim|mgmt_api_read|f|fa|fapi|fc|fce|fco|fcoa|fcp|fcpn|fcpr|fcu|fd|fdu|flo|fn|fp|fs|fsa|fu|fui|fv|fvr|limit_\w+|api_limit\w*|gd_\w+|w|cls|cs|ce|du|depnote|admin_update_launch|appi|actions_execution_failed|pla|pwd_leak|signup_pwd_leak|reset_pwd_leak|resource_cleanup|seoz|oidc_backchannel_logout_\w+|kms_\w+|passkey_challenge_\w+|refresh_tokens_\w+)$/;

/** Auth0: a log export, the Management API’s `/api/v2/logs`, and what log streams write (`{ log_id, data }`). */
export const auth0: IdpLog = {
  typeOf: (event) => textOf(unwrap(event), 'type') ?? '',
  read: (wrapped, number) => {
    const event = unwrap(wrapped);
    const type = textOf(event, 'type') ?? '';
    const isIssued = Object.hasOwn(ISSUED, type);
    if (!isIssued && !Object.hasOwn(REFUSED, type)) return OTHERS.test(type) ? 'other' : 'unknown';
    const grant = (isIssued ? ISSUED[type] : REFUSED[type]) || undefined;
    const correlation = textOf(event, 'correlation_id') ?? textOf(inner(event, 'details'), 'correlation_id');
    return issuanceOf({
      id: textOf(event, 'log_id') ?? textOf(event, '_id') ?? `#${number}`,
      type,
      time: timeOf(event['date']),
      isIssued,
      client: textOf(event, 'client_id'),
      subject: grant === 'client_credentials' ? undefined : textOf(event, 'user_id'),
      grant,
      scopes: scopesOf(event['scope'] ?? inner(event, 'details', 'scope')),
      ids: correlation === undefined ? {} : { auth0_correlation: correlation },
    });
  },
};

function unwrap(event: Members): Members {
  const data = inner(event, 'data');
  return isMembers(data) ? { log_id: textOf(event, 'log_id'), ...data } : event;
}
