// SPDX-License-Identifier: Apache-2.0
import type { Answer } from './context.ts';
import { jsonResponse } from './json-response.ts';
import { problemResponse } from './refusal.ts';

/** The process answers. */
export const answerHealth: Answer = async () => jsonResponse({ status: 'ok' });

/** An id no record has. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The store answers, too. */
export const answerReadiness: Answer = async ({ ports }) => {
  try {
    await ports.store.read(NOBODY);
    return jsonResponse({ status: 'ok', store: ports.store.name });
  } catch {
    return problemResponse({
      status: 503,
      code: 'ERR_STORE_READ',
      detail: 'the store of the log does not answer',
      headers: { 'retry-after': '1' },
    });
  }
};
