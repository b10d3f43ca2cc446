// SPDX-License-Identifier: Apache-2.0
import { appendFileSync } from 'node:fs';
import type { BridgeEvent } from '@assay/bridge';
import { Failure } from '../../failure.ts';
import { errorCode } from '../../error-code.ts';

/** Told of what happened to the gate itself. */
export type GateEvents = (realm: string, events: readonly BridgeEvent[]) => void;

/**
 * Writes every event to `tell`, and appends it to a file of JSON lines where one is named: what switches the gate off has to be found when nobody was looking.
 * Throws ERR_FILE_WRITE where the file cannot be opened, now rather than at the first event.
 */
export function createGateEvents(
  file: string | undefined,
  tell: (realm: string, event: BridgeEvent) => void,
): GateEvents {
  if (file !== undefined) append(file, '');
  return (realm, events) => {
    for (const event of events) tell(realm, event);
    if (file !== undefined) append(file, events.map((event) => `${JSON.stringify({ realm, ...event })}\n`).join(''));
  };
}

function append(file: string, text: string): void {
  try {
    appendFileSync(file, text, { mode: 0o600 });
  } catch (cause) {
    throw new Failure('ERR_FILE_WRITE', `could not be written (${errorCode(cause) ?? 'unknown reason'})`, {
      subject: file,
      cause,
    });
  }
}
