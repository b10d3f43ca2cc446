// SPDX-License-Identifier: Apache-2.0
import {
  inner,
  isMembers,
  issuanceOf,
  scopesOf,
  textOf,
  timeOf,
  type IdpLog,
  type Members,
  type ReadEvent,
} from '../issuance.ts';

/** Names of CloudTrail events that end with tokens, unless they end with a challenge. */
const ISSUING = new Set([
  'Token_POST',
  'InitiateAuth',
  'AdminInitiateAuth',
  'RespondToAuthChallenge',
  'AdminRespondToAuthChallenge',
  'GetTokensFromRefreshToken',
]);

/** Known, and about no token: the pages of managed login, and the rest of the API. */
const OTHERS =
  /^(?:\w+_(?:GET|POST|OPTIONS|HEAD)|(?:Admin)?(?:Add|Associate|Change|Confirm|Create|Delete|Describe|Disable|Enable|Forget|Forgot|Get|Global|Import|Link|List|Remove|Resend|Reset|Revoke|Set|Sign|Start|Stop|Tag|Untag|Update|User|Verify|Complete)\w*)$/;

/** Amazon Cognito: CloudTrail, and the user activity that a pool exports to CloudWatch, S3 or Firehose. */
export const cognito: IdpLog = {
  typeOf: (event) => textOf(unwrap(event), 'eventName') ?? textOf(inner(unwrap(event), 'message'), 'eventType') ?? '',
  read: (wrapped, number) => {
    const event = unwrap(wrapped);
    const source = textOf(event, 'eventSource');
    const message = inner(event, 'message');
    if (source === 'USER_ACTIVITY' && isMembers(message)) return activity(event, message, number);
    // a trail has the events of every service
    if (source !== undefined && source !== 'cognito-idp.amazonaws.com') return 'other';
    const name = textOf(event, 'eventName') ?? '';
    if (!ISSUING.has(name)) return OTHERS.test(name) ? 'other' : 'unknown';
    return name === 'Token_POST' ? tokenPost(event, number) : apiCall(event, name, number);
  },
};

/** A request of the token endpoint: its parameters are lists. */
function tokenPost(event: Members, number: number): ReadEvent {
  const parameters = inner(event, 'additionalEventData', 'requestParameters');
  const first = (name: string): string | undefined => {
    const value = isMembers(parameters) ? parameters[name] : undefined;
    return textOf({ value: Array.isArray(value) ? (value[0] as unknown) : value }, 'value');
  };
  return issuanceOf({
    ...headOf(event, 'Token_POST', number),
    isIssued:
      inner(event, 'additionalEventData', 'responseParameters', 'status') === 200 &&
      textOf(event, 'errorCode') === undefined,
    client: first('client_id'),
    subject: textOf(event['additionalEventData'], 'sub'),
    grant: first('grant_type'),
    scopes: scopesOf(first('scope')),
  });
}

function apiCall(event: Members, name: string, number: number): ReadEvent {
  const isIssued = textOf(event, 'errorCode') === undefined;
  if (isIssued && textOf(event['responseElements'], 'challengeName') !== undefined) return 'other';
  const flow = textOf(event['requestParameters'], 'authFlow') ?? '';
  const isRefresh = name === 'GetTokensFromRefreshToken' || flow.startsWith('REFRESH_TOKEN');
  return issuanceOf({
    ...headOf(event, name, number),
    isIssued,
    client: textOf(event['requestParameters'], 'clientId'),
    subject: textOf(event['additionalEventData'], 'sub'),
    grant: isRefresh ? 'refresh_token' : undefined,
    scopes: undefined,
  });
}

/** Sign-ins alone: what a pool tells of them has no grant. */
function activity(event: Members, message: Members, number: number): ReadEvent {
  const type = textOf(message, 'eventType') ?? '';
  if (type !== 'SIGN_IN') return /^[A-Z_]+$/.test(type) ? 'other' : 'unknown';
  const answer = textOf(message, 'eventResponse');
  if (answer === 'InProgress') return 'other';
  return issuanceOf({
    id: textOf(message, 'eventId') ?? `#${number}`,
    type,
    time: timeOf(message['creationDate']) ?? timeOf(Number(event['eventTimestamp'])),
    isIssued: answer === 'Pass',
    client: textOf(message, 'clientId'),
    subject: textOf(message, 'userSub'),
    grant: undefined,
    scopes: undefined,
    ids: {},
  });
}

const headOf = (event: Members, type: string, number: number) =>
  ({ id: textOf(event, 'eventID') ?? `#${number}`, type, time: timeOf(event['eventTime']), ids: {} }) as const;

/** What `aws logs` gives: the event as a text. */
function unwrap(event: Members): Members {
  const text = textOf(event, 'message') ?? textOf(event, 'CloudTrailEvent');
  if (text === undefined || !text.startsWith('{')) return event;
  try {
    const value: unknown = JSON.parse(text);
    return isMembers(value) ? value : event;
  } catch {
    return event;
  }
}
