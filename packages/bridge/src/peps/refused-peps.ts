// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';

/** Somebody who was turned away. Nothing of what they sent is in it. */
export interface RefusedPep {
  /** 401: not known; 403: known, and not allowed; 429: too often. */
  readonly status: number;
  readonly route: string;
  readonly from: string | undefined;
  readonly pep?: string;
  /** Where it could not be found out who it is. */
  readonly why?: string;
}

export interface RefusedPeps {
  readonly add: (refused: RefusedPep) => void;
  readonly close: () => void;
}

const WINDOW_MS = 1000;
const MOST = 10;

/** Logs at most ten refusals a second, and then how many more there were: whoever guesses secrets must not fill a disk. */
export function createRefusedPeps(log: Logger): RefusedPeps {
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const leftOut = count - MOST;
    count = 0;
    if (leftOut > 0) log.warn({ leftOut }, 'more requests were refused');
  };
  return {
    add: (refused) => {
      timer ??= setTimeout(end, WINDOW_MS).unref();
      if (++count <= MOST) log.warn(refused, 'a request was refused');
    },
    close: end,
  };
}
