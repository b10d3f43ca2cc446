// SPDX-License-Identifier: Apache-2.0

/** That somebody was turned away, or for how many no such line was written. Nothing of what they sent is in it. */
export type RefusedRequest =
  | {
      readonly time: string;
      /** 401: not known; 403: known, and not allowed. */
      readonly status: number;
      readonly method: string;
      /** As `collector.openapi.yaml` has it. */
      readonly route: string;
      /** The name of the token, where it is known. */
      readonly who?: string;
    }
  | { readonly time: string; readonly leftOut: number };

export interface RefusedRequests {
  readonly add: (refused: {
    readonly status: number;
    readonly method: string;
    readonly route: string;
    readonly who?: string;
  }) => void;
  /** Tells what was left out so far. */
  readonly close: () => void;
}

const WINDOW_MS = 1000;

/** Tells of at most `most` refusals a second, and at the end of the second how many more there were: whoever guesses tokens must not fill a disk. */
export function createRefusedRequests(
  tell: (refused: RefusedRequest) => void,
  clock: () => number,
  most = 10,
): RefusedRequests {
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  const now = (): string => new Date(clock()).toISOString();
  const end = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const leftOut = count - most;
    count = 0;
    if (leftOut > 0) tell({ time: now(), leftOut });
  };
  return {
    add: (refused) => {
      timer ??= setTimeout(end, WINDOW_MS).unref();
      if (++count <= most) tell({ time: now(), ...refused });
    },
    close: end,
  };
}
