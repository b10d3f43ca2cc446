// SPDX-License-Identifier: Apache-2.0
import { AssayError, isAssayError, type ErrorCode } from '@assay/core/errors';

/** What the errors of the AWS SDK mean to an operator, by name: the same class may be there twice, once in each bundle. */
const FAILURES: Readonly<Record<string, string>> = {
  ResourceNotFoundException: 'there is no such table',
  CredentialsProviderError: 'no credentials of AWS were found',
  TokenProviderError: 'no credentials of AWS were found',
  AccessDeniedException: 'the credentials may not do that',
  UnrecognizedClientException: 'AWS does not know the credentials',
  InvalidSignatureException: 'AWS does not know the credentials',
  ExpiredTokenException: 'the credentials have expired',
};

const THROTTLED: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
]);

/** The word an error goes by. */
export const nameOf = (cause: unknown): string => (cause instanceof Error || isNamed(cause) ? cause.name : 'unknown');

const isNamed = (cause: unknown): cause is { readonly name: string } =>
  typeof cause === 'object' && cause !== null && 'name' in cause && typeof cause.name === 'string';

/** Whether DynamoDB had not the room for it: the same may work later, or on another shard. */
export const isThrottled = (cause: unknown): boolean => THROTTLED.has(nameOf(cause));

/** The coded error of one of the SDK's. Its own text is left to the cause: it may hold parts of what was sent. */
export function storeError(cause: unknown, table: string, otherwise: ErrorCode): AssayError {
  if (isAssayError(cause)) return cause;
  const name = nameOf(cause);
  const known =
    cause instanceof Error && cause.message === 'Region is missing' ? 'no region of AWS is set' : FAILURES[name];
  if (known !== undefined)
    return new AssayError('ERR_STORE_OPEN', `the table \`${table}\` of the log: ${known}`, { cause });
  const why = isThrottled(cause) ? 'DynamoDB has no room for more requests' : `it failed (${name})`;
  return new AssayError(otherwise, `the table \`${table}\` of the log: ${why}`, { cause });
}
