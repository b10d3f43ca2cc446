// SPDX-License-Identifier: Apache-2.0
import type { Answer } from './context.ts';
import { problemResponse } from './refusal.ts';

/** The newest checkpoint, as the signed note it is (C2SP tlog-checkpoint). */
export const readCheckpoint: Answer = async ({ ports }) => {
  const last = (await ports.store.checkpoints()).at(-1);
  if (last === undefined)
    return problemResponse({ status: 404, code: 'ERR_LOG_NOT_FOUND', detail: 'the log has no checkpoint yet' });
  return new Response(last.note, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
};
