// SPDX-License-Identifier: Apache-2.0
import type { Loss } from '@assay/core/pep';
import type { Session } from './session.ts';
import { printable } from './printable.ts';

/** Tells on standard error that a record was not written, why, and what it meant for the token. */
export function reportLoss({ recordId, sink, cause, isRefused }: Loss, { io, json }: Session): void {
  const reasons = reasonsOf(cause);
  const meaning = isRefused ? 'the token is refused' : 'the token is issued all the same (`log.required` is false)';
  const message = `record ${recordId} was not written: ${reasons.join(': ')}; ${meaning}`;
  if (json) io.stderr.write(`${JSON.stringify({ error: { code: 'ERR_SINK_WRITE', message, record: recordId, sink } })}\n`);
  else io.stderr.write(`assay: ERR_SINK_WRITE: ${printable(message)}\n`);
}

/** The messages of an error and its causes; of the system's errors their codes. */
function reasonsOf(cause: unknown): readonly string[] {
  if (!(cause instanceof Error)) return [typeof cause];
  const own = 'code' in cause && 'syscall' in cause ? String(cause.code) : cause.message;
  return cause.cause === undefined ? [own] : [own, ...reasonsOf(cause.cause)];
}
