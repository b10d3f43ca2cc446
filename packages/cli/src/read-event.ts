// SPDX-License-Identifier: Apache-2.0
import type { Io } from './io.ts';
import { readJson, type Reading } from './read-json.ts';

/** The largest event an adapter reads is a quarter of it. */
const EVENT: Reading = { maxSize: 1024 * 1024, tooLarge: 'ERR_EVENT_LIMIT', noJson: 'ERR_EVENT_SYNTAX' };

/** The JSON of an event from a file, or of standard input for `-`. Throws ERR_FILE_READ, ERR_EVENT_LIMIT or ERR_EVENT_SYNTAX. */
export async function readEvent(name: string, io: Io): Promise<unknown> {
  return readJson(name, io, EVENT);
}
