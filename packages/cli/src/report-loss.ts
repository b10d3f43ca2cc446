// SPDX-License-Identifier: Apache-2.0
import { isAssayError } from '@assay/core/errors';
import type { Loss } from '@assay/core/pep';
import { errorCode } from './error-code.ts';
import { jsonLine } from './json-line.ts';
import type { Session } from './session.ts';
import { printable } from './printable.ts';

/** Tells on standard error that a record was not written, why, and what it meant for the token. */
export function reportLoss({ recordId, sink, cause, isRefused }: Loss, { io, json }: Session): void {
  const reasons = reasonsOf(cause);
  const meaning = isRefused ? 'the token is refused' : 'the token is issued all the same (`log.required` is false)';
  const message = `record ${recordId} was not written: ${reasons.join(': ')}; ${meaning}`;
  const code = isAssayError(cause) ? cause.code : 'ERR_SINK_WRITE';
  if (json) io.stderr.write(jsonLine({ error: { code, message, record: recordId, sink } }));
  else io.stderr.write(`assay: ${code}: ${printable(message)}\n`);
}

/** Of our own errors the message, of those of the system the code: their message may say anything. */
function reasonsOf(cause: unknown): readonly string[] {
  if (!isAssayError(cause)) return [errorCode(cause) ?? 'unknown reason'];
  return cause.cause === undefined ? [cause.message] : [cause.message, ...reasonsOf(cause.cause)];
}
